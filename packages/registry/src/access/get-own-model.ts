import { findModel, type ModelDetails } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { Actor, RegistryContext } from "../context.ts";
import { checkVisibility, noModel } from "./check-visibility.ts";
import type { ModelPath } from "./get-visible-model.ts";
import { type Permission, permissions } from "./permissions.ts";
import { requirePermission } from "./require-permission.ts";
import { requireScope } from "./require-scope.ts";

export interface OwnModel {
  model: ModelDetails;
  actor: Actor;
}

/**
 * The model and the actor, who may do that with it: its owner, or a member of the organization that owns it. Somebody else's is
 * `not_found` where it is private and `forbidden` where it is public. `conflict` by a name that the model gave up.
 */
export async function getOwnModel(
  ctx: RegistryContext,
  path: ModelPath,
  permission: Permission,
): Promise<OwnModel> {
  const actor = requireScope(ctx, permissions[permission].scope);
  const missing = () => noModel(path);
  const model = await findModel(ctx.db, path);
  if (model === null) throw missing();
  const { owner, visibility } = model;
  const possession = { ownerId: owner.id, owner: owner.username, visibility };
  checkVisibility(possession, actor, { permission, missing });
  requirePermission(ctx, possession, permission);
  checkName(model, path);
  return { model, actor };
}

/** Whoever changes something by a name that was given up may take it for another model. */
function checkName({ owner, name }: ModelDetails, path: ModelPath): void {
  if (name === path.name) return;
  const message = `${path.owner}/${path.name} was renamed to ${owner.username}/${name}; use that name to change it`;
  throw new HeadgateError("conflict", message);
}
