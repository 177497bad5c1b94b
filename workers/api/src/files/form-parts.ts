import { HeadgateError } from "@headgate/shared";

import { ByteReader } from "./byte-reader.ts";
import { collectText } from "./collect-text.ts";

/** One field of a form. */
export interface FormPart {
  name: string;
  /** Null: it was sent without one. */
  filename: string | null;
  /** Null: it was not said. */
  contentType: string | null;
  /** To be read to its end before the next part is asked for. */
  content: AsyncGenerator<Uint8Array>;
}

const maxHeaderBytes = 8 * 1024;
const lineEnd = "\r\n";

/** The parts of a `multipart/form-data` body (RFC 7578), as they come in. `bad_request` for what is none. */
export async function* readFormParts(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const reader = new ByteReader(body, toBytes(lineEnd));
  const delimiter = toBytes(`${lineEnd}--${boundary}`);
  await collectText(reader.until(delimiter), maxHeaderBytes);
  // After a boundary comes the end of its line, or `--` after the last one.
  while ((await reader.take(2)) === lineEnd) {
    const headers = await readHeaders(reader);
    yield { ...headers, content: reader.until(delimiter) };
  }
}

/** Null: it is no form. Undefined: it is one, and does not say how its parts are told apart. */
export function boundaryOf(contentType: string): string | null | undefined {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) return null;
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

type PartHeaders = Omit<FormPart, "content">;

async function readHeaders(reader: ByteReader): Promise<PartHeaders> {
  const text = await collectText(reader.until(toBytes(lineEnd + lineEnd)), maxHeaderBytes);
  const headers = new Map(text.split(lineEnd).map(splitHeader));
  const disposition = headers.get("content-disposition") ?? "";
  const parameters = readParameters(disposition);
  const name = parameters.get("name");
  if (!/^form-data\s*(?:;|$)/i.test(disposition) || name === undefined) {
    throw new HeadgateError("bad_request", "a part of the form does not say which field it is");
  }
  return {
    name,
    filename: parameters.get("filename") ?? null,
    contentType: headers.get("content-type") ?? null,
  };
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, Math.max(colon, 0)).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** Browsers escape quotes as `%22`, others with a backslash. */
function readParameters(disposition: string): Map<string, string> {
  const found = disposition.matchAll(/;\s*(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g);
  return new Map(
    Array.from(found, ([, key = "", quoted, plain = ""]) => [
      key.toLowerCase(),
      (quoted ?? plain).replaceAll(/\\(["\\])/g, "$1").replaceAll("%22", '"'),
    ]),
  );
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
