import { type ErrorCode, errorStatus } from "@headgate/shared";

import { type Operation, takesIdempotencyKey } from "../http/operation.ts";

/** What the whole surface refuses: a token that is not good is refused also where none is needed. */
const always: ErrorCode[] = ["unauthorized", "rate_limited", "internal"];
const ofBodies: ErrorCode[] = [
  "bad_request",
  "payload_too_large",
  "unsupported_media_type",
  "invalid_input",
];

/** The codes of an operation's refusals by their status: what it says itself, and what follows from its path, scope, query and body. */
export function refusalsOf(operation: Operation): Map<number, ErrorCode[]> {
  const { path, scope, query, body, refusals = [] } = operation;
  const codes = new Set<ErrorCode>([...refusals, ...always]);
  const add = (more: ErrorCode[]): void => more.forEach((code) => codes.add(code));
  if (path.includes(":")) add(["bad_request", "not_found", "invalid_input"]);
  if (scope !== null && scope !== "any") add(["forbidden"]);
  if (query !== undefined) add(["invalid_input"]);
  if (body !== undefined) add(ofBodies);
  if (takesIdempotencyKey(operation)) add(["conflict", "invalid_input"]);
  return byStatus([...codes]);
}

function byStatus(codes: ErrorCode[]): Map<number, ErrorCode[]> {
  const statuses = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = errorStatus[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return new Map([...statuses].toSorted(([a], [b]) => a - b));
}
