import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

/** Name and data of what a model tells while it runs; without a last `completed`, it runs on. */
export type CogEvent = readonly [name: string, data: unknown];

/** Cog's routes for predictions and trainings with `capacity` slots, as far as a caller can tell. */
export class FakeCog extends FakeServer {
  /** Null: the model has not opted into streaming. */
  events: readonly CogEvent[] | null = null;
  readonly #capacity: number;
  readonly #running = new Map<string, ServerResponse | null>();

  private constructor(capacity: number) {
    super((request, response) => this.#answer(request, response));
    this.#capacity = capacity;
  }

  static async start(capacity = 1): Promise<FakeCog> {
    return new FakeCog(capacity).listen();
  }

  get running(): string[] {
    return [...this.#running.keys()];
  }

  #answer({ path, headers }: SeenRequest, response: ServerResponse): void {
    const [, verb, id = "", route] =
      /^\/(predictions|trainings)\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (route !== undefined) return this.#cancel(id, response);
    if (headers.accept !== "text/event-stream") {
      return this.#put(id, headers.prefer === "respond-async", response);
    }
    // Trainings never stream.
    if (this.events === null || verb === "trainings") return send(response, 406, {});
    this.#stream(id, this.events, response);
  }

  #put(id: string, isAsync: boolean, response: ServerResponse): void {
    if (this.#running.has(id)) return send(response, 202, { id, status: "processing" });
    if (this.#running.size >= this.#capacity) return send(response, 409, { detail: "busy" });
    this.#running.set(id, isAsync ? null : response);
    if (isAsync) return send(response, 202, { id, status: "starting" });
    // Leaving stops a prediction that somebody waits for.
    response.once("close", () => this.#running.delete(id));
  }

  /** Leaving stops nothing here: the prediction was started in the background. */
  #stream(id: string, events: readonly CogEvent[], response: ServerResponse): void {
    if (this.#running.size >= this.#capacity) return send(response, 409, { detail: "busy" });
    this.#running.set(id, null);
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const [name, data] of [["start", { id, status: "processing" }] as const, ...events]) {
      response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      if (name !== "completed") continue;
      this.#running.delete(id);
      response.end();
    }
  }

  #cancel(id: string, response: ServerResponse): void {
    const waiting = this.#running.get(id);
    send(response, this.#running.delete(id) ? 200 : 404, {});
    if (waiting) send(waiting, 200, { id, status: "canceled" });
  }
}
