import { isObject } from "@headgate/shared";

import type { Submission } from "./adapter.ts";
import { AnswerTooLarge } from "./body.ts";
import { refused, tooLarge } from "./submission.ts";

/** Talks with a backend; what breaks the talk off becomes a value. */
export async function exchange(talk: () => Promise<Submission>): Promise<Submission> {
  try {
    return await talk();
  } catch (error) {
    if (error instanceof AnswerTooLarge) return tooLarge(error.maxBytes);
    return refused(wasNeverConnected(error) ? "unreachable" : "broken", String(error));
  }
}

/**
 * Node names what kept it from connecting. workerd does not: its errors for a connection that was refused and for one that was cut look
 * alike, and count as cut.
 */
function wasNeverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = isObject(cause) ? cause["code"] : undefined;
  return typeof code === "string" && beforeConnecting.has(code);
}

const beforeConnecting = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);
