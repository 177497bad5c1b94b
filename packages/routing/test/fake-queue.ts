import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

/** RunPod's routes of a serverless endpoint, whose worker says what it was told in upper case after so many questions for its status. */
export class FakeQueue extends FakeServer {
  readonly #polls: number;
  readonly #waiting = new Map<string, { input: { prompt?: string }; polls: number }>();

  private constructor(polls: number) {
    super((request, response) => this.#answer(request, response));
    this.#polls = polls;
  }

  static async start(polls = 1): Promise<FakeQueue> {
    return new FakeQueue(polls).listen();
  }

  #answer({ method, path, body }: SeenRequest, response: ServerResponse): void {
    if (path === "/health") {
      const workers = { idle: 1, running: 0 };
      return send(response, 200, { jobs: { inQueue: this.#waiting.size }, workers });
    }
    const [, verb, id = ""] = /^\/(run|runsync|status|cancel)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (method === "POST" && (verb === "run" || verb === "runsync")) {
      const job = `job-${this.seen.length}/u1`;
      const { input } = JSON.parse(body) as { input: { prompt?: string } };
      this.#waiting.set(job, { input, polls: 0 });
      return verb === "run"
        ? send(response, 200, { id: job, status: "IN_QUEUE" })
        : this.#tell(job, response);
    }
    const job = decodeURIComponent(id);
    if (!this.#waiting.has(job)) return send(response, 404, { error: "job not found" });
    if (verb === "status") return this.#tell(job, response);
    this.#waiting.delete(job);
    send(response, 200, { id: job, status: "CANCELLED" });
  }

  #tell(id: string, response: ServerResponse): void {
    const job = this.#waiting.get(id);
    if (job === undefined) return send(response, 404, {});
    job.polls += 1;
    if (job.polls < this.#polls) return send(response, 200, { id, status: "IN_PROGRESS" });
    const { prompt } = job.input;
    if (prompt === undefined)
      return send(response, 200, { id, status: "FAILED", error: "no prompt" });
    const output = { text: prompt.toUpperCase() };
    send(response, 200, { id, status: "COMPLETED", delayTime: 8, executionTime: 3, output });
  }
}
