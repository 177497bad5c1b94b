import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Answer = (response: ServerResponse) => void;

/** Cog's routes for predictions with `capacity` slots, as far as a caller can tell; `answerNext` puts another answer in. */
export class FakeCog {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;
  readonly #capacity: number;
  readonly #running = new Map<string, ServerResponse | null>();
  #scripted: Answer | null = null;

  private constructor(capacity: number) {
    this.#capacity = capacity;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(capacity = 1): Promise<FakeCog> {
    const cog = new FakeCog(capacity);
    cog.#server.listen(0, "127.0.0.1");
    await once(cog.#server, "listening");
    return cog;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("it does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  answerNext(answer: Answer): void {
    this.#scripted = answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
    const { method = "", url = "", headers } = request;
    this.seen.push({ method, path: url, headers, body });
    const scripted = this.#scripted;
    this.#scripted = null;
    if (scripted !== null) return scripted(response);
    const [, id = "", route] = /^\/predictions\/([^/]+)(\/cancel)?$/.exec(url) ?? [];
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

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
