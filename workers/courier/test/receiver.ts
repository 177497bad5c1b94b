import { vi } from "vitest";

export interface SeenRequest {
  url: string;
  method: string;
  redirect: string | undefined;
  headers: Record<string, string>;
  body: string;
}

/** Everything outside, in place of the network: keeps what is sent and answers it. */
export class Receiver {
  readonly seen: SeenRequest[] = [];
  readonly #answer: (request: SeenRequest, signal: AbortSignal | undefined) => Promise<Response>;
  readonly #spy;

  constructor(
    answer: (request: SeenRequest, signal: AbortSignal | undefined) => Response | Promise<Response>,
  ) {
    this.#answer = async (request, signal) => answer(request, signal);
    this.#spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input instanceof URL ? input.href : input, init);
      const seen = {
        url: request.url,
        method: request.method,
        redirect: init?.redirect,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      };
      this.seen.push(seen);
      return this.#answer(seen, init?.signal ?? undefined);
    });
  }

  [Symbol.dispose](): void {
    this.#spy.mockRestore();
  }
}

export function answering(status: number, headers: HeadersInit = {}): Receiver {
  return new Receiver(() => new Response(status === 204 ? null : "text", { status, headers }));
}
