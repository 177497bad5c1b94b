import { HeadgateError, type RateLimit } from "@headgate/shared";

import type { Actor } from "../context.ts";
import type { RateLimitBody } from "./token-body.ts";

/** The limit that the body asks for, else that of the token which makes it; null: the usual ones. `forbidden` for a higher one than that. */
export function readRateLimit(
  { rate_limit: asked }: RateLimitBody,
  { rateLimit: own }: Pick<Actor, "rateLimit">,
): RateLimit | null {
  if (asked === undefined) return own;
  const limit = asked === null ? null : withBurst(asked);
  if (own === null || (limit !== null && isWithin(limit, own))) return limit;
  const message = `a token cannot make one with a higher rate limit than its own: ${own.requests_per_s} a second, ${own.burst} at once`;
  throw new HeadgateError("forbidden", message);
}

function withBurst({
  requests_per_s: rate,
  burst = Math.ceil(rate),
}: {
  requests_per_s: number;
  burst?: number;
}): RateLimit {
  return { requests_per_s: rate, burst };
}

function isWithin(limit: RateLimit, own: RateLimit): boolean {
  return limit.requests_per_s <= own.requests_per_s && limit.burst <= own.burst;
}
