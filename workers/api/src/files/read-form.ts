import {
  fileFieldNames,
  type FileFieldName,
  type FileTexts,
  type Upload,
} from "@headgate/registry";
import { invalidInput } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { collectText } from "./collect-text.ts";
import { type FormPart, readFormParts } from "./form-parts.ts";
import type { ReceivedFile } from "./received-file.ts";
import { readRequestBytes } from "./request-bytes.ts";
import { type StoredObject, storeObject } from "./store-object.ts";

const maxFieldBytes = 32 * 1024;

/** Takes the fields of a form, in whichever order they come. `invalid_input` for one that is unknown, comes twice, or is missing. */
export async function readForm(
  { request, env }: ApiContext,
  { upload, boundary }: { upload: Upload; boundary: string },
): Promise<ReceivedFile> {
  const texts: FileTexts = {};
  const seen = new Set<string>();
  let stored: StoredObject | null = null;
  let content: FormPart | null = null;
  for await (const part of readFormParts(readRequestBytes(request), boundary)) {
    if (seen.has(part.name)) throw invalidInput(["body", part.name], `${part.name} comes twice`);
    seen.add(part.name);
    if (part.name === "content") {
      stored = await storeObject(env.PAYLOADS, upload, part.content);
      content = part;
    } else {
      texts[readFieldName(part.name)] = await collectText(part.content, maxFieldBytes);
    }
  }
  if (stored === null || content === null) {
    const message = "send the file as the form's field `content`, or as the body itself";
    throw invalidInput(["body", "content"], message, "missing");
  }
  return { stored, texts: { ...saidByContent(content), ...texts } };
}

/** What the field of the file says of it, where no other field does. */
function saidByContent({ filename, contentType }: FormPart): FileTexts {
  return {
    ...(filename === null || filename === "" ? {} : { filename }),
    ...(contentType === null ? {} : { type: contentType }),
  };
}

function readFieldName(name: string): FileFieldName {
  const known = fileFieldNames.find((field) => field === name);
  if (known !== undefined) return known;
  const message = `a file has the fields content, ${fileFieldNames.join(", ")}; not ${name}`;
  throw invalidInput(["body", name], message);
}
