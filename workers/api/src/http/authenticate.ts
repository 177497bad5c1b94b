import {
  authenticate,
  type Actor,
  noteTokenUse,
  type RegistryContext,
  useIntervalMs,
} from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";
import { TimedCache } from "./timed-cache.ts";

/** A revoked token is good for this much longer in an isolate that has just seen it. */
const actors = new TimedCache<Actor>({ ttlMs: 10_000, maxEntries: 10_000 });
/** Tokens whose use this isolate has noted within the last minute. */
const noted = new TimedCache<true>({ ttlMs: useIntervalMs, maxEntries: 10_000 });
/** Grows with every change, so that what was read before it is not kept after it. */
let changes = 0;

/** Who sends the bearer token; null where there is none. Throws `unauthorized` for one that is not good. */
export async function identify(
  request: Request,
  registry: RegistryContext,
  background: ApiContext["background"],
): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthorized("the Authorization header must be `Bearer <token>`");
  const now = registry.now();
  const known = actors.get(token, now);
  if (known !== undefined && (known.expiresAt ?? Infinity) > now) return known;
  const seen = changes;
  const authentication = await authenticate(registry, token);
  if (authentication.actor === null) throw unauthorized(authentication.reason);
  const { actor } = authentication;
  if (seen === changes) actors.set(token, actor, now);
  noteUse(actor, registry, background);
  return actor;
}

/** After a change of owners or tokens that this isolate made itself. */
export function forgetActors(): void {
  changes += 1;
  actors.clear();
}

function noteUse(
  { tokenId }: Actor,
  registry: RegistryContext,
  background: ApiContext["background"],
): void {
  const now = registry.now();
  if (noted.get(tokenId, now) === true) return;
  noted.set(tokenId, true, now);
  background(noteTokenUse(registry, { tokenId }));
}

function unauthorized(message: string): HeadgateError {
  return new HeadgateError("unauthorized", message);
}
