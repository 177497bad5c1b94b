import type { ServerResponse } from "node:http";

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Writes the answer as JSON; does nothing when the caller has left. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    "content-type": "application/json",
    "content-length": body.byteLength,
    ...answer.headers,
  });
  response.end(body);
}
