import {
  beginUpload,
  fileFieldNames,
  type FileTexts,
  finishUpload,
  eraseFile,
  readFileFields,
  type Upload,
} from "@headgate/registry";
import { fileKey } from "@headgate/routing";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { created } from "../routes/answers.ts";
import { boundaryOf } from "./form-parts.ts";
import { readForm } from "./read-form.ts";
import type { ReceivedFile } from "./received-file.ts";
import { readRequestBytes } from "./request-bytes.ts";
import { showFile } from "./show-file.ts";
import { storeObject } from "./store-object.ts";

/** What a form has besides the file: boundaries, headers and the other fields. */
const maxFormOverheadBytes = 64 * 1024;

/**
 * Takes a file: the body itself, or the field `content` of a form. It goes into the bucket as it comes in. What is refused or cut off
 * leaves nothing behind: the file's row is there before its object, and deleted after it.
 */
export async function uploadFile(api: ApiContext): Promise<Response> {
  const { headers } = api.request;
  const boundary = boundaryOf(headers.get("content-type") ?? "");
  if (boundary === undefined) {
    throw new HeadgateError("bad_request", "the form's content-type says no boundary");
  }
  const bytes = readDeclaredBytes(headers, boundary === null ? 0 : maxFormOverheadBytes);
  const upload = await beginUpload(api.registry, { bytes });
  try {
    const { stored, texts } = await (boundary === null
      ? receiveBody(api, upload)
      : readForm(api, { upload, boundary }));
    const fields = readFileFields(texts, boundary === null ? "query" : "body");
    const file = await finishUpload(api.registry, { id: upload.id, fields, ...stored });
    return created(api, `/v1/files/${file.id}`, await showFile(api, file));
  } catch (error) {
    const erase = (id: string): Promise<void> => api.env.PAYLOADS.delete(fileKey(id));
    api.background(eraseFile(api.registry, { id: upload.id, erase }));
    throw error;
  }
}

/** How large the file is, give or take `overhead`. Null: the caller does not say. */
function readDeclaredBytes(headers: Headers, overhead: number): number | null {
  const declared = headers.get("content-length");
  return declared === null ? null : Math.max(0, Number(declared) - overhead);
}

async function receiveBody(
  { request, url, env }: ApiContext,
  upload: Upload,
): Promise<ReceivedFile> {
  const stored = await storeObject(env.PAYLOADS, upload, readRequestBytes(request));
  const said = fileFieldNames.map((name) => [name, url.searchParams.get(name)] as const);
  const texts: FileTexts = Object.fromEntries(said.filter(([, text]) => text !== null));
  const type = request.headers.get("content-type");
  return { stored, texts: type === null ? texts : { type, ...texts } };
}
