import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

/** Cog's routes for predictions with `capacity` slots, as far as a caller can tell. */
export class FakeCog extends FakeServer {
  readonly #capacity: number;
  readonly #running = new Map<string, ServerResponse | null>();

  private constructor(capacity: number) {
    super((request, response) => this.#answer(request, response));
    this.#capacity = capacity;
  }

  static async start(capacity = 1): Promise<FakeCog> {
    return new FakeCog(capacity).listen();
  }

  #answer({ path, headers }: SeenRequest, response: ServerResponse): void {
    const [, id = "", route] = /^\/predictions\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (route !== undefined) this.#cancel(id, response);
    else this.#put(id, headers.prefer === "respond-async", response);
  }

  #put(id: string, isAsync: boolean, response: ServerResponse): void {
    if (this.#running.has(id)) return send(response, 202, { id, status: "processing" });
    if (this.#running.size >= this.#capacity) return send(response, 409, { detail: "busy" });
    this.#running.set(id, isAsync ? null : response);
    if (isAsync) return send(response, 202, { id, status: "starting" });
    // Leaving stops a prediction that somebody waits for.
    response.once("close", () => this.#running.delete(id));
  }

  #cancel(id: string, response: ServerResponse): void {
    const waiting = this.#running.get(id);
    send(response, this.#running.delete(id) ? 200 : 404, {});
    if (waiting) send(waiting, 200, { id, status: "canceled" });
  }
}
