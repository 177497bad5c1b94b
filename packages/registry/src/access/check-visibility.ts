import { HeadgateError, type Visibility } from "@headgate/shared";

import type { Actor } from "../context.ts";
import type { Permission } from "./permissions.ts";
import { type Namespace, requirePermission, roleIn } from "./require-permission.ts";

/** Whose something is, and who else may see it. */
export interface Possession extends Namespace {
  visibility: Visibility;
}

/**
 * Throws `missing` for what the actor may not know of, which strangers can then not tell from what is not there;
 * `forbidden` for private things of its own, or of an organization that it is in, where token or role do not permit it. What is public
 * needs neither.
 */
export function checkVisibility(
  possession: Possession,
  actor: Actor | null,
  { permission, missing }: { permission: Permission; missing: () => HeadgateError },
): void {
  if (possession.visibility === "public") return;
  if (roleIn(actor, possession.ownerId) === null) throw missing();
  requirePermission({ actor }, possession, permission);
}

export function noModel({ owner, name }: { owner: string; name: string }): HeadgateError {
  return new HeadgateError("not_found", `there is no model ${owner}/${name}`);
}
