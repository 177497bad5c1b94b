import type { IncomingMessage, ServerResponse } from "node:http";

import type { BackendState } from "./backend-state.ts";

/** One exchange with Headgate, or with the Cog server behind. */
export interface Exchange {
  state: BackendState;
  /** Its own. */
  port: number;
  /** Of the Cog server behind it. */
  cogUrl: string;
  request: IncomingMessage;
  response: ServerResponse;
  body: string;
  /** Aborts when the backend crashes. */
  closing: AbortSignal;
}

/** Puts the request to Cog, with another body. Gives what it answers. */
export function pass(
  { request, cogUrl, closing }: Exchange,
  body: string,
  ...signals: AbortSignal[]
): Promise<Response> {
  const { method = "GET", url = "/", headers } = request;
  const { prefer } = headers;
  return fetch(`${cogUrl}${url}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(typeof prefer === "string" ? { prefer } : {}),
    },
    ...(method === "GET" ? {} : { body }),
    signal: AbortSignal.any([closing, ...signals]),
  });
}

/** Answers as Cog did. */
export async function answer({ response }: Exchange, from: Response): Promise<void> {
  const body = await from.text();
  response.writeHead(from.status, { "content-type": "application/json" }).end(body);
}

/** Aborts when the caller goes away before it was answered. */
export function untilLeft({ response }: Exchange): AbortSignal {
  const left = new AbortController();
  if (response.closed) left.abort();
  else response.once("close", () => left.abort());
  return left.signal;
}
