import { vi } from "vitest";

import { unique } from "./arrange.ts";

export interface BackendRequest {
  /** Method and path: `PUT /predictions/…`. */
  route: string;
  body: { id: string; input: unknown; webhook?: string; webhook_events_filter?: string[] };
  prefer: string | null;
  traceparent: string | null;
  accept: string | null;
  signal: AbortSignal | null;
}

export type Script = (request: BackendRequest) => Response | Promise<Response>;

const backends = new Map<string, FakeBackend>();

/** The GPU server at the other end of the Worker's `fetch`. It remembers what it was asked, and answers by its script. */
export class FakeBackend {
  readonly url: string;
  readonly requests: BackendRequest[] = [];
  /** What it answers to those who ask what it is, by path. */
  documents: Record<string, unknown> = {};
  /** The headers of every call. */
  readonly headers: Headers[] = [];
  script: Script;

  /** Without a script it takes everything in the background, as Cog does, and knows what to cancel. */
  constructor(script: Script = takeOver) {
    const host = `${unique("gpu")}.example.net`;
    this.url = `https://${host}/`;
    this.script = script;
    backends.set(host, this);
  }

  /** The request with this index, once it has come. Looked for: a promise that the Worker resolves may not wake the test. */
  async request(index: number): Promise<BackendRequest> {
    return vi.waitUntil(() => this.requests[index], { timeout: 5_000, interval: 5 });
  }

  /** Asked what it is, it says nothing of what it has no document for. */
  describe(path: string): Response {
    const document = this.documents[path];
    return document === undefined ? new Response(null, { status: 404 }) : Response.json(document);
  }

  async answer(request: BackendRequest): Promise<Response> {
    this.requests.push(request);
    return this.script(request);
  }
}

/** Goes on in the background, and says so. */
export function takeOver({ body }: BackendRequest): Response {
  return Response.json({ id: body.id, status: "starting" }, { status: 202 });
}

/** How Cog says that a prediction has ended well. */
export function succeeded(output: unknown): object {
  return { status: "succeeded", output, logs: "one\ntwo\n", metrics: { predict_time: 0.25 } };
}

/** Never answers; a caller who hangs up ends it. */
export function hang({ signal }: BackendRequest): Promise<Response> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(new DOMException("the caller hung up", "AbortError"));
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
  });
}

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const backend = backends.get(url.hostname);
  if (backend === undefined) throw new TypeError(`nobody is at ${url.host}`);
  backend.headers.push(request.headers);
  if (request.method === "GET" || url.pathname.startsWith("/v2/"))
    return backend.describe(url.pathname);
  const text = await request.text();
  return backend.answer({
    route: `${request.method} ${url.pathname}`,
    body: (text === "" ? {} : JSON.parse(text)) as BackendRequest["body"],
    prefer: request.headers.get("prefer"),
    traceparent: request.headers.get("traceparent"),
    accept: request.headers.get("accept"),
    signal: init?.signal ?? null,
  });
};
