import type { BackendEvent, PredictionStreamMethods, StreamAnswer } from "@headgate/shared";

/** Between two batches: a batch is a request and a row. */
const flushEveryMs = 150;
/** A batch is sent before its time once it holds so much. */
const flushCharacters = 64 * 1024;
/** Whoever writes more than this ahead of the stream is held up. */
const maxWaitingCharacters = 512 * 1024;
/** A stream is only what is told on the way: it is given up before it holds up the prediction. */
const retryDelaysMs = [100, 300, 1_000, 3_000];

export interface StreamWriterOptions {
  stream: Pick<PredictionStreamMethods, "append">;
  /** Of the lease whose backend is heard. */
  epoch: number;
  pause: (ms: number) => Promise<void>;
  /** Told once, where the stream cannot be written to any more. */
  onLoss: (error: unknown) => void;
}

/**
 * Sends what a backend tells to its stream, in order: the first at once, what follows in batches. Each is sent until it is stored. A
 * stream that refuses (another lease is heard, or it has ended) or that stays away is written to no more.
 */
export class StreamWriter {
  readonly #options: StreamWriterOptions;
  #waiting: BackendEvent[] = [];
  /** Of what waits, and of that and what is being sent. */
  #characters = 0;
  #ahead = 0;
  #batch = 0;
  #isOver = false;
  #sending: Promise<void> | null = null;
  /** Ends the pause between two batches. */
  #hurry: () => void = () => undefined;
  #isClosing = false;
  #heldUp: (() => void)[] = [];

  constructor(options: StreamWriterOptions) {
    this.#options = options;
  }

  /** Resolves when the next event may come: at once, unless too much waits already. */
  async write(event: BackendEvent): Promise<void> {
    if (this.#isOver) return;
    this.#waiting.push(event);
    const size = sizeOf(event);
    this.#characters += size;
    this.#ahead += size;
    this.#sending ??= this.#sendAll();
    if (this.#characters >= flushCharacters) this.#hurry();
    if (this.#ahead >= maxWaitingCharacters) {
      await new Promise<void>((resolve) => this.#heldUp.push(resolve));
    }
  }

  /** Resolves once everything is stored, or given up. To be awaited before the prediction is completed. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#hurry();
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const events = this.#waiting;
      const size = this.#characters;
      this.#waiting = [];
      this.#characters = 0;
      this.#isOver = (await this.#send(events)) !== "stored";
      if (this.#isOver) this.#waiting = [];
      this.#ahead -= size;
      if (this.#isOver || this.#ahead < maxWaitingCharacters) this.#letGo();
      if (!this.#isOver && !this.#isClosing) await this.#rest();
    }
    this.#sending = null;
  }

  #letGo(): void {
    for (const resume of this.#heldUp.splice(0)) resume();
  }

  async #rest(): Promise<void> {
    const hurried = new Promise<void>((resolve) => {
      this.#hurry = resolve;
    });
    if (this.#characters >= flushCharacters) return;
    await Promise.race([hurried, this.#options.pause(flushEveryMs)]);
  }

  async #send(events: BackendEvent[]): Promise<StreamAnswer | "lost"> {
    const { stream, epoch, pause, onLoss } = this.#options;
    this.#batch += 1;
    const request = { epoch, batch: this.#batch, events };
    for (const delayMs of [...retryDelaysMs, null]) {
      try {
        return await stream.append(request);
      } catch (error) {
        if (delayMs === null) onLoss(error);
        else await pause(delayMs);
      }
    }
    return "lost";
  }
}

/** Roughly, in characters of JSON. */
function sizeOf(event: BackendEvent): number {
  if (event.type === "logs") return event.text.length;
  if (event.type === "progress") return 0;
  const { chunk } = event;
  return typeof chunk === "string" ? chunk.length : (JSON.stringify(chunk) ?? "").length;
}
