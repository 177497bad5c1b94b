import { HeadgateError } from "@headgate/shared";

/** The bytes as UTF-8 text. `bad_request` for more than `maxBytes`. */
export async function collectText(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new HeadgateError("bad_request", `a part of the form is longer than ${maxBytes} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
