/** Server-sent events as they come. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  constructor({ body }: Response) {
    if (body === null) throw new Error("there is no stream");
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Its fields; null where the stream has ended. Comments are passed over. */
  async next(): Promise<Record<string, string> | null> {
    for (;;) {
      const [block, ...others] = this.#rest.split("\n\n");
      if (others.length === 0) {
        const { done, value = "" } = await this.#reader.read();
        if (done) return null;
        this.#rest += value;
        continue;
      }
      this.#rest = others.join("\n\n");
      const fields = (block ?? "").split("\n").map((line) => line.split(/: (.*)/s, 2));
      const event = Object.fromEntries(fields) as Record<string, string>;
      if ("event" in event) return event;
    }
  }
}
