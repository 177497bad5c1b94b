import { authenticate, type Actor, type RegistryContext } from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";

import { TimedCache } from "./timed-cache.ts";

/** A revoked token is good for this much longer in an isolate that has just seen it. */
const actors = new TimedCache<Actor>({ ttlMs: 10_000, maxEntries: 10_000 });

/** Who sends the bearer token; null where there is none. Throws `unauthorized` for one that is not good. */
export async function identify(request: Request, registry: RegistryContext): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthorized("the Authorization header must be `Bearer <token>`");
  const now = registry.now();
  const known = actors.get(token, now);
  if (known !== undefined) return known;
  const actor = await authenticate(registry, token);
  if (actor === null) throw unauthorized("the token is not valid; it may have been revoked");
  actors.set(token, actor, now);
  return actor;
}

/** After a change of owners or tokens that this isolate made itself. */
export function forgetActors(): void {
  actors.clear();
}

function unauthorized(message: string): HeadgateError {
  return new HeadgateError("unauthorized", message);
}
