import { errorStatus, HeadgateError } from "@headgate/shared";

import { describeError } from "./describe-error.ts";
import { log } from "./log.ts";

const jsonType = { "content-type": "application/json" };

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return jsonText(JSON.stringify(body), status, headers);
}

/** For a body that is JSON text already. */
export function jsonText(
  text: string,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(text, { status, headers: { ...jsonType, ...headers } });
}

/**
 * The one place where an error becomes a body: `{ detail, code, request_id }`, where `detail` is a list of places for
 * `invalid_input` and a sentence for everything else. An unknown error is logged and says nothing of itself.
 */
export function errorResponse(error: unknown, requestId: string): Response {
  const told = error instanceof HeadgateError ? error : unexpected(error, requestId);
  const detail = told.problems.length > 0 ? told.problems : told.message;
  const headers: Record<string, string> = {};
  if (told.retryAfterMs !== null)
    headers["retry-after"] = String(Math.ceil(told.retryAfterMs / 1000));
  if (told.code === "unauthorized") headers["www-authenticate"] = "Bearer";
  return json({ detail, code: told.code, request_id: requestId }, errorStatus[told.code], headers);
}

function unexpected(error: unknown, requestId: string): HeadgateError {
  log("error.unexpected", { requestId, error: describeError(error) });
  return new HeadgateError(
    "internal",
    "something went wrong here; the log has the cause under this request_id",
  );
}
