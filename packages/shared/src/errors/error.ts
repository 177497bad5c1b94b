import type { Problem } from "../wire/problem.ts";

/** Every error code that a caller can meet, with its HTTP status. Codes are stable. */
export const errorStatus = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  invalid_input: 422,
  rate_limited: 429,
  queue_full: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** An outcome that the caller is told about: `message` is shown as it is. */
export class HeadgateError extends Error {
  readonly code: ErrorCode;
  /** For `invalid_input`: what is wrong, place by place. */
  readonly problems: Problem[];
  /** For `rate_limited`, `queue_full` and `unavailable`: when it makes sense to try again. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { problems?: Problem[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "HeadgateError";
    this.code = code;
    this.problems = options.problems ?? [];
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** An `invalid_input` error about one place. */
export function invalidInput(
  loc: (string | number)[],
  msg: string,
  type = "value_error",
): HeadgateError {
  return new HeadgateError("invalid_input", msg, { problems: [{ loc, msg, type }] });
}
