import { HeadgateError, type Scope } from "@headgate/shared";

import type { Actor } from "../context.ts";

/** The actor, who may do `scope`. Throws `unauthorized` without one, `forbidden` where its token may not. */
export function requireScope({ actor }: { actor: Actor | null }, scope: Scope): Actor {
  const known = requireActor({ actor });
  if (hasScope(known, scope)) return known;
  const message = `this needs a token with the scope ${scope}; the one sent has ${known.scopes.join(", ") || "none"}`;
  throw new HeadgateError("forbidden", message);
}

/** The actor. Throws `unauthorized` without one. */
export function requireActor({ actor }: { actor: Actor | null }): Actor {
  if (actor !== null) return actor;
  const message = "this needs a token: send it as `Authorization: Bearer <token>`";
  throw new HeadgateError("unauthorized", message);
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes(scope) || actor.scopes.includes("admin");
}
