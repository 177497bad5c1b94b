import { HeadgateError } from "@headgate/shared";

/** Bytes of a stream, taken up to a delimiter at a time; no more is kept than a chunk of them. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array;

  /** `first` is put in front of what the stream gives. */
  constructor(chunks: AsyncIterable<Uint8Array>, first: Uint8Array) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#rest = first;
  }

  /** Gives what comes before the delimiter, in pieces, and takes the delimiter too. `bad_request` where the stream ends before it. */
  async *until(delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const rest = this.#rest;
      const at = indexOf(rest, delimiter);
      if (at !== -1) {
        this.#rest = rest.subarray(at + delimiter.length);
        if (at > 0) yield rest.subarray(0, at);
        return;
      }
      // The end of it may be the beginning of the delimiter.
      const sure = Math.max(0, rest.length - delimiter.length + 1);
      this.#rest = rest.subarray(sure);
      if (sure > 0) yield rest.subarray(0, sure);
      await this.#readMore();
    }
  }

  /** So many bytes as text, each a character. */
  async take(count: number): Promise<string> {
    while (this.#rest.length < count) await this.#readMore();
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return String.fromCharCode(...taken);
  }

  async #readMore(): Promise<void> {
    const step = await this.#chunks.next();
    if (step.done === true) {
      throw new HeadgateError("bad_request", "the form ends before its last boundary");
    }
    const joined = new Uint8Array(this.#rest.length + step.value.length);
    joined.set(this.#rest);
    joined.set(step.value, this.#rest.length);
    this.#rest = joined;
  }
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(first); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
