const maxBytes = 1024;
/** Where Unicode has those of the first 32 characters, in their order. */
const pictures = 0x2400;
const pictureOfDelete = "\u2421";

/** How the body of an answer begins, as visible text; null where there is none. What breaks off is given as far as it came. */
export async function readAnswer(response: Response): Promise<string | null> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body === null) return null;
  const bytes = await readBeginning(body.getReader());
  return bytes.length === 0 ? null : toVisible(new TextDecoder().decode(bytes));
}

async function readBeginning(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const beginning = new Uint8Array(maxBytes);
  let length = 0;
  try {
    while (length < maxBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, maxBytes - length);
      beginning.set(part, length);
      length += part.length;
    }
    await reader.cancel();
  } catch {
    // The status is known, and decides: a body that breaks off, or takes too long, changes nothing.
  }
  return beginning.subarray(0, length);
}

/** Control characters as their pictures; what is invisible otherwise, or turns the text around, as its code. */
function toVisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) => {
    const code = hidden.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(pictures + code);
    return code === 0x7f ? pictureOfDelete : `\\u{${code.toString(16)}}`;
  });
}
