import type { ApiContext } from "../http/api-context.ts";

/** Proxies close what is silent, and a caller who has gone is noticed by writing. */
const commentEveryMs = 15_000;

const encoder = new TextEncoder();

/** A response of server-sent events that is written to as they come. */
export class EventOutlet {
  readonly response: Response;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #left = new AbortController();
  readonly #comments: ReturnType<typeof setInterval>;
  #isWriting = false;

  constructor(request: Request, headers: Record<string, string> = {}) {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(() => this.#left.abort());
    this.#comments = setInterval(() => {
      if (!this.#isWriting) void this.write(": it goes on\n\n");
    }, commentEveryMs);
    if (request.signal.aborted) this.#left.abort();
    else request.signal.addEventListener("abort", () => this.#left.abort());
    this.response = new Response(readable, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store", ...headers },
    });
  }

  /** Aborts when the caller has gone. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Resolves when the caller has room for more, or has gone. */
  async write(text: string): Promise<void> {
    this.#isWriting = true;
    try {
      await this.#writer.write(encoder.encode(text));
    } catch {
      this.#left.abort();
    }
    this.#isWriting = false;
  }

  async close(): Promise<void> {
    clearInterval(this.#comments);
    await this.#writer.close().catch(() => undefined);
  }
}

/** Answers with the texts of server-sent events as `source` gives them, for as long as the caller stays. */
export function respondWithEvents(
  api: ApiContext,
  source: (left: AbortSignal) => AsyncIterable<string>,
  headers: Record<string, string> = {},
): Response {
  const outlet = new EventOutlet(api.request, headers);
  const send = async (): Promise<void> => {
    try {
      await outlet.write("retry: 1000\n\n");
      for await (const text of source(outlet.left)) {
        if (outlet.left.aborted) return;
        await outlet.write(text);
      }
    } finally {
      await outlet.close();
    }
  };
  api.background(send());
  return outlet.response;
}
