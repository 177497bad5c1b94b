import type { ErrorCode } from "@headgate/shared";

/** What each code says to whoever meets it. */
export const errorMeanings: Record<ErrorCode, string> = {
  bad_request: "the body is not JSON, or the path is badly escaped",
  unauthorized: "no token, or one that is unknown, expired or revoked",
  forbidden: "the token lacks a scope, or this is somebody else's",
  not_found: "not there, or private to somebody else",
  method_not_allowed: "the path takes other methods",
  conflict: "it does not go with what is there",
  precondition_failed: "it is not as If-Match or If-None-Match takes it to be",
  payload_too_large: "the body is larger than 1 MiB, or the file than 100 MB",
  unsupported_media_type: "the body is not sent as JSON",
  range_not_satisfiable: "nothing of the Range is there",
  invalid_input: "something in body, path, query or headers does not fit",
  rate_limited: "more calls than the token, or the address, may make",
  queue_full: "every backend is busy and the queue is full",
  internal: "a fault of Headgate's: its log has the cause under the request id",
  unavailable: "no backend is enabled, or something is overloaded",
};

/** The body of a refusal with the first of these codes. */
export function exampleOf([code = "internal"]: ErrorCode[]): object {
  const msg = "`scale` must be 2; got 3";
  const problem = { loc: ["body", "input", "scale"], msg, type: "value_error.const" };
  const detail = code === "invalid_input" ? [problem] : errorMeanings[code];
  return { detail, code, request_id: "c2446e9c-a699-497f-ac02-056c668ca297" };
}
