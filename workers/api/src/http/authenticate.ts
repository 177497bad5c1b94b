import { authenticate, type Actor, type RegistryContext, type Scope } from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";
import type { ApiContext } from "./api-context.ts";
import { TimedCache } from "./timed-cache.ts";

/** A revoked token is good for this much longer in an isolate that has just seen it. */
const actors = new TimedCache<Actor>({ ttlMs: 10_000, maxEntries: 10_000 });

/** Who sends the bearer token; null where there is none. Throws `unauthorized` for one that is not good. */
export async function identify(request: Request, registry: RegistryContext): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthorized("The Authorization header must be `Bearer <token>`.");
  const now = registry.now();
  const known = actors.get(token, now);
  if (known !== undefined) return known;
  const actor = await authenticate(registry, token);
  if (actor === null) throw unauthorized("The token is not valid. It may have been revoked.");
  actors.set(token, actor, now);
  return actor;
}

/** The actor, who must have `scope`: `unauthorized` without a token, `forbidden` with one that may not. */
export function requireScope({ registry: { actor } }: ApiContext, scope: Scope): Actor {
  if (actor === null) {
    throw unauthorized("This needs a token: send it as `Authorization: Bearer <token>`.");
  }
  if (!actor.scopes.includes(scope) && !actor.scopes.includes("admin")) {
    throw new HeadgateError("forbidden", `The token lacks the scope \`${scope}\`.`);
  }
  return actor;
}

function unauthorized(message: string): HeadgateError {
  return new HeadgateError("unauthorized", message);
}
