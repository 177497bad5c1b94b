import type { Actor } from "@headgate/registry";
import { networkOf, type Quota, RateLimiter } from "@headgate/routing";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";

/** Of a token that says nothing else, and of an address that sends no token, or one that the isolate does not know. */
const limits = {
  predictions: { requests_per_s: 10_000, burst: 10_000 },
  others: { requests_per_s: 2_000, burst: 2_000 },
  address: { requests_per_s: 100, burst: 300 },
};

/** Of this isolate: counting for all of them would take a call to another place before each call. */
const limiter = new RateLimiter({ maxKeys: 50_000 });

/** Predictions have a limit of their own, unless the token has one for all that is done with it. */
export function countByToken(url: URL, { tokenId, rateLimit }: Actor, now: number): Quota {
  if (rateLimit !== null) return limiter.take(tokenId, rateLimit, now);
  return isAboutPredictions(url)
    ? limiter.take(`${tokenId} predictions`, limits.predictions, now)
    : limiter.take(tokenId, limits.others, now);
}

/**
 * Null, and nothing is counted: the call comes from a backend, whose callback tokens cost no query; or not through Cloudflare, which alone
 * says where it comes from.
 */
export function countByAddress(
  { request, url }: Pick<ApiContext, "request" | "url">,
  now: number,
): Quota | null {
  const address = request.headers.get("cf-connecting-ip");
  if (address === null || url.pathname.startsWith("/v1/callbacks/")) return null;
  return limiter.take(`address ${networkOf(address)}`, limits.address, now);
}

/** Null: the call may go on. */
export function refuseBeyond(quota: Quota | null): HeadgateError | null {
  const retryAfterMs = quota?.retryAfterMs ?? null;
  if (quota === null || retryAfterMs === null) return null;
  const message = `too many calls: at most ${quota.limit} at once; try again after the seconds in Retry-After`;
  return new HeadgateError("rate_limited", message, { retryAfterMs });
}

/** `x-ratelimit-reset` is when all calls are there again, in seconds since 1970. */
export function tellQuota(headers: Headers, { limit, remaining, fullAt }: Quota): void {
  headers.set("x-ratelimit-limit", String(limit));
  headers.set("x-ratelimit-remaining", String(remaining));
  headers.set("x-ratelimit-reset", String(Math.ceil(fullAt / 1000)));
}

function isAboutPredictions({ pathname }: URL): boolean {
  return /\/(?:predictions|trainings)(?:\/|$)/.test(pathname);
}
