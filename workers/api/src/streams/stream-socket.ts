import { openStream, repeatOnce, lastIdOf } from "@headgate/routing";
import type { StreamMessage } from "@headgate/shared";

/** More is not kept for a caller who reads slowly: it is in the stream. */
const maxHeardCharacters = 1024 * 1024;

/** A socket to a stream, which may hibernate meanwhile. */
export class StreamSocket {
  readonly #socket: WebSocket;
  #heard: { message: StreamMessage; characters: number }[] = [];
  #characters = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
    for (const event of ["close", "error"] as const) {
      socket.addEventListener(event, () => {
        this.#closed = true;
        this.#wake();
      });
    }
    socket.accept();
  }

  /** Hears what comes after the event with the id `after`. `unavailable` where the stream cannot be reached. */
  static async open(env: Env, predictionId: string, after: number): Promise<StreamSocket> {
    const response = await repeatOnce(() =>
      openStream(env.STREAMS, predictionId).fetch(`https://stream/events?after=${after}`, {
        headers: { upgrade: "websocket" },
      }),
    );
    if (response.webSocket === null) throw new Error(`the stream answered ${response.status}`);
    return new StreamSocket(response.webSocket);
  }

  /** The next message; null when `signal` aborts or the stream hangs up before one came. */
  async next(signal: AbortSignal): Promise<StreamMessage | null> {
    if (this.#heard.length === 0 && !this.#closed && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
    }
    const first = this.#heard.shift();
    this.#characters -= first?.characters ?? 0;
    return first?.message ?? null;
  }

  close(): void {
    if (!this.#closed) this.#socket.close(1000);
  }

  #hear(text: string): void {
    let message = parseMessage(text);
    let characters = text.length;
    if (this.#characters + characters > maxHeardCharacters && message.type === "batch") {
      message = { type: "at", lastId: lastIdOf(message) };
      [this.#heard, this.#characters, characters] = [[], 0, 0];
    }
    this.#heard.push({ message, characters });
    this.#characters += characters;
    this.#wake();
  }
}

function parseMessage(text: string): StreamMessage {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the stream speaks on this socket, and sends nothing else
  return JSON.parse(text) as StreamMessage;
}
