import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";

import worker from "../src/index.ts";
import { readContract } from "./answer-contract.ts";
import { origin } from "./origin.ts";

export { origin };

/** As the runtime hands it over. */
type IncomingRequest = Request<unknown, IncomingRequestCfProperties>;

export interface CallOptions {
  token?: string | null;
  /** Sent as JSON, unless it is text, bytes, a stream or a form: those go as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined where there is none, or it is not JSON. */
  body: unknown;
}

/** Calls the Worker from outside: `call("GET /v1/models", { token })`. Throws where the answer is not what `/openapi.json` says. */
export async function call(route: string, options: CallOptions = {}): Promise<Answer> {
  return send(options, route, (request) => exports.default.fetch(request));
}

/** The same call as the Worker gets it where `broken` replaces some of its bindings. */
export async function callWith(
  broken: Partial<Env>,
  route: string,
  options: CallOptions = {},
): Promise<Answer> {
  return send(options, route, async (request) => {
    const context = createExecutionContext();
    const response = await worker.fetch(request, { ...env, ...broken }, context);
    await waitOnExecutionContext(context);
    return response;
  });
}

/** The parsed body of a call that must succeed. */
export async function ask<Body>(route: string, options: CallOptions = {}): Promise<Body> {
  const answer = await call(route, options);
  if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`);
  return answer.body as Body;
}

async function send(
  options: CallOptions,
  route: string,
  answer: (request: IncomingRequest) => Promise<Response>,
): Promise<Answer> {
  const { token = null, body, signal } = options;
  const [method = "", path = ""] = route.split(" ");
  const headers = new Headers(options.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const init: RequestInit = { method, headers };
  if (signal !== undefined) init.signal = signal;
  if (isRaw(body)) {
    init.body = body;
  } else if (body !== undefined) {
    init.body = typeof body === "string" ? body : JSON.stringify(body);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
  }
  const response = await answer(new Request(new URL(path, origin).href, init) as IncomingRequest);
  const text = await response.text();
  (await readContract()).check(route, response, text);
  const isJson = text !== "" && response.headers.get("content-type") === "application/json";
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

function isRaw(body: unknown): body is FormData | Uint8Array | ReadableStream {
  return [FormData, Uint8Array, ReadableStream].some((kind) => body instanceof kind);
}
