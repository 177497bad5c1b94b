import type { IncomingMessage } from "node:http";

/** Null when the body is too large. It is read to its end even so: an early close would eat the answer. */
export async function readText(
  request: IncomingMessage,
  maxBodyBytes: number,
): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.byteLength;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return bytes <= maxBodyBytes ? Buffer.concat(chunks).toString("utf8") : null;
}

/** Undefined when the text is no JSON; an empty body is an empty object, as in Cog. */
export function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
