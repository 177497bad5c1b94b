import { exports } from "cloudflare:workers";

import { readContract } from "./answer-contract.ts";
import { origin } from "./origin.ts";

export { origin };

export interface CallOptions {
  token?: string | null;
  /** Sent as JSON, unless it is text: that goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined where there is none. */
  body: unknown;
}

/** Calls the Worker from outside: `call("GET /v1/models", { token })`. Throws where the answer is not what `/openapi.json` says. */
export async function call(route: string, options: CallOptions = {}): Promise<Answer> {
  const { token = null, body, signal } = options;
  const [method = "", path = ""] = route.split(" ");
  const headers = new Headers(options.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const init: RequestInit = { method, headers };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = typeof body === "string" ? body : JSON.stringify(body);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
  }
  const response = await exports.default.fetch(new URL(path, origin).href, init);
  const text = await response.text();
  (await readContract()).check(route, response, text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** The parsed body of a call that must succeed. */
export async function ask<Body>(route: string, options: CallOptions = {}): Promise<Body> {
  const answer = await call(route, options);
  if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`);
  return answer.body as Body;
}
