import type { Answer } from "../http/answer.ts";

/** One thing wrong with a body: where (`body` first, then keys), what, and its class. */
export interface Problem {
  loc: (string | number)[];
  msg: string;
  type: string;
}

export function unprocessable(problems: Problem[]): Answer {
  return { status: 422, body: { detail: problems } };
}

export function problem(loc: Problem["loc"], msg: string, type = "value_error"): Problem {
  return { loc, msg, type };
}
