import { HeadgateError, type Role } from "@headgate/shared";

import type { Actor } from "../context.ts";
import { type Permission, permissions, reaches } from "./permissions.ts";
import { hasScope, requireScope } from "./require-scope.ts";

/** A user or an organization, whose namespace something is in. */
export interface Namespace {
  ownerId: string;
  /** Its name, for what is said. */
  owner: string;
}

/** The actor's role there. Null: it has no part in it. */
export function roleIn(actor: Actor | null, ownerId: string): Role | null {
  return actor?.roles.get(ownerId) ?? null;
}

/** Whether the actor may do that there: the lesser of its role and its token's scopes decides. */
export function isPermitted(actor: Actor | null, ownerId: string, permission: Permission): boolean {
  const role = roleIn(actor, ownerId);
  if (actor === null || role === null) return false;
  const needed = permissions[permission];
  return hasScope(actor, needed.scope) && reaches(role, needed.role);
}

/**
 * The actor, where it may do that there. `unauthorized` without one; `forbidden` where the token lacks the scope, or the actor the role.
 */
export function requirePermission(
  { actor }: { actor: Actor | null },
  { owner, ownerId }: Namespace,
  permission: Permission,
): Actor {
  const needed = permissions[permission];
  const known = requireScope({ actor }, needed.scope);
  const role = roleIn(known, ownerId);
  if (role !== null && reaches(role, needed.role)) return known;
  const message =
    role === null
      ? `only ${owner}, or a member of it with the role ${needed.role}, may do this`
      : `this needs the role ${needed.role} in ${owner}; yours is ${role}`;
  throw new HeadgateError("forbidden", message);
}

/** The same in the namespace of the token's owner. A user is an admin there; an organization's token has its role. */
export function requireOwnPermission(ctx: { actor: Actor | null }, permission: Permission): Actor {
  const actor = requireScope(ctx, permissions[permission].scope);
  return requirePermission(ctx, { ownerId: actor.ownerId, owner: actor.username }, permission);
}
