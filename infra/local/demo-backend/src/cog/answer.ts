import type { ServerResponse } from "node:http";

/** One thing wrong with a body: where (`body` first, then keys), what, and its class. */
export interface Problem {
  loc: (string | number)[];
  msg: string;
  type: string;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export function unprocessable(problems: Problem[]): Answer {
  return { status: 422, body: { detail: problems } };
}

export function problem(loc: Problem["loc"], msg: string, type = "value_error"): Problem {
  return { loc, msg, type };
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
