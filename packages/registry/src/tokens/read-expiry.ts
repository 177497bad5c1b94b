import { HeadgateError, invalidInput, readWireTime, toWireTime } from "@headgate/shared";

import type { Actor } from "../context.ts";
import type { ExpiryBody } from "./token-body.ts";

/**
 * When the token that the body asks for is to end, epoch milliseconds; null: never. One made by a token that ends itself ends with
 * it unless told to sooner; `forbidden` for later. `invalid_input` for what is no time or has passed.
 */
export function readExpiry(body: ExpiryBody, actor: Actor, now: number): number | null {
  const asked = readAsked(body, now);
  if (actor.expiresAt === null) return asked ?? null;
  if (asked === undefined) return actor.expiresAt;
  if (asked !== null && asked <= actor.expiresAt) return asked;
  const end = toWireTime(actor.expiresAt);
  const message = `a token cannot make one that outlives it; it ends at ${end}`;
  throw new HeadgateError("forbidden", message);
}

/** Undefined: nothing is said of it. */
function readAsked(
  { expires_at: at, expires_in_s: seconds }: ExpiryBody,
  now: number,
): number | null | undefined {
  if (seconds === undefined) return typeof at === "string" ? readTime(at, now) : at;
  if (at === undefined) return now + seconds * 1000;
  throw invalidInput(["body", "expires_in_s"], "send expires_at or expires_in_s, not both");
}

function readTime(text: string, now: number): number {
  const time = readWireTime(text);
  const loc = ["body", "expires_at"];
  if (time === null) {
    throw invalidInput(loc, "expires_at must be a time such as 2027-01-31T12:00:00Z");
  }
  if (time > now) return time;
  throw invalidInput(loc, "expires_at has passed; name a time to come");
}
