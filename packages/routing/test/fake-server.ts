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

/** An HTTP server of a test's own, which keeps what it was asked; `answerNext` puts another answer in for one request. */
export class FakeServer {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;
  readonly #serve: (request: SeenRequest, response: ServerResponse) => void;
  #scripted: Answer | null = null;

  protected constructor(serve: (request: SeenRequest, response: ServerResponse) => void) {
    this.#serve = serve;
    this.#server = createServer((request, response) => void this.#receive(request, response));
  }

  static async serving(
    serve: (request: SeenRequest, response: ServerResponse) => void,
  ): Promise<FakeServer> {
    return new FakeServer(serve).listen();
  }

  protected async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
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

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
    const { method = "", url = "", headers } = request;
    const seen = { method, path: url, headers, body };
    this.seen.push(seen);
    const scripted = this.#scripted;
    this.#scripted = null;
    if (scripted === null) this.#serve(seen, response);
    else scripted(response);
  }
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
