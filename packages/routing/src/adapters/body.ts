/** An answer has more bytes than were allowed for it. */
export class AnswerTooLarge extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`);
    this.name = "AnswerTooLarge";
    this.maxBytes = maxBytes;
  }
}

/** Text of a body of at most `maxBytes`; null where it is longer, and the rest is not read. */
export async function readText(body: Request | Response, maxBytes: number): Promise<string | null> {
  const declared = Number(body.headers.get("content-length") ?? 0);
  // Reading at once is several times as fast, and HTTP holds a body to its declared length, unless that is of something compressed.
  if (declared > 0 && declared <= maxBytes && !body.headers.has("content-encoding")) {
    const text = await body.text();
    return bytesOf(text, maxBytes) > maxBytes ? null : text;
  }
  const bytes = await readBytes(body, maxBytes);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** A body of at most `maxBytes`; null where it is longer, and the rest is not read. */
export async function readBytes(
  body: Request | Response,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of readChunks(body, maxBytes)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof AnswerTooLarge) return null;
    throw error;
  }
  return concatenate(chunks);
}

/** A body as it comes. Throws AnswerTooLarge at the first chunk too many; leaving the loop lets go of the rest. */
export async function* readChunks(
  body: Request | Response,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, void> {
  const declared = Number(body.headers.get("content-length") ?? 0);
  if (declared > maxBytes) {
    await body.body?.cancel();
    throw new AnswerTooLarge(maxBytes);
  }
  if (body.body === null) return;
  let bytes = 0;
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a body is a stream of bytes; its type does not say so
  const stream: ReadableStream<Uint8Array> = body.body;
  // A ReadableStream is async iterable in workerd, Node and by its standard; leaving the loop cancels it.
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AnswerTooLarge(maxBytes);
    yield chunk;
  }
}

/** Exact where it matters: a text of a third of the limit cannot be over it. */
function bytesOf(text: string, limit: number): number {
  return text.length * 3 <= limit ? text.length : new TextEncoder().encode(text).byteLength;
}

function concatenate(chunks: Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(chunks.reduce((bytes, chunk) => bytes + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** The parsed JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
