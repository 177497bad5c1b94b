import type { Actor } from "../context.ts";
import { permissions, reaches } from "./permissions.ts";
import { roleIn } from "./require-permission.ts";
import { hasScope } from "./require-scope.ts";

/** Whether the actor sees what nobody does but those who may change the owner's models: drafts and the like. A token that reads is enough. */
export function seesUnpublished(actor: Actor | null, ownerId: string): boolean {
  const role = roleIn(actor, ownerId);
  if (actor === null || role === null) return false;
  return hasScope(actor, permissions.read.scope) && reaches(role, permissions.write.role);
}
