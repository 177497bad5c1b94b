import { HeadgateError, type Scope, type Visibility } from "@headgate/shared";

import type { Actor } from "../context.ts";
import { requireScope } from "./require-scope.ts";

/** Whose something is, and who else may see it. */
export interface Possession {
  ownerId: string;
  visibility: Visibility;
}

export function isOwn({ ownerId }: Possession, actor: Actor | null): boolean {
  return actor?.ownerId === ownerId;
}

/**
 * Throws `missing` for what the actor may not know of, which strangers can then not tell from what is not there;
 * `forbidden` for its own private things where the token lacks `scope`. What is public needs no scope.
 */
export function checkVisibility(
  possession: Possession,
  actor: Actor | null,
  { scope, missing }: { scope: Scope; missing: HeadgateError },
): void {
  if (possession.visibility === "public") return;
  if (!isOwn(possession, actor)) throw missing;
  requireScope({ actor }, scope);
}

export function noModel({ owner, name }: { owner: string; name: string }): HeadgateError {
  return new HeadgateError("not_found", `there is no model ${owner}/${name}`);
}
