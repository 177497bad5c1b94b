import { findModel, type ModelDetails } from "@headgate/database";
import { HeadgateError, type Scope } from "@headgate/shared";

import type { Actor, RegistryContext } from "../context.ts";
import { checkVisibility, isOwn, noModel } from "./check-visibility.ts";
import type { ModelPath } from "./get-visible-model.ts";
import { requireScope } from "./require-scope.ts";

export interface OwnModel {
  model: ModelDetails;
  actor: Actor;
}

/**
 * The model and the actor, whose it is and whose token has `scope`. Somebody else's is `not_found` where it is
 * private and `forbidden` where it is public.
 */
export async function getOwnModel(
  ctx: RegistryContext,
  path: ModelPath,
  scope: Scope,
): Promise<OwnModel> {
  const actor = requireScope(ctx, scope);
  const missing = noModel(path);
  const model = await findModel(ctx.db, path);
  if (model === null) throw missing;
  const possession = { ownerId: model.owner.id, visibility: model.visibility };
  checkVisibility(possession, actor, { scope, missing });
  if (isOwn(possession, actor)) return { model, actor };
  const message = `only the owner of ${path.owner}/${path.name} may do this`;
  throw new HeadgateError("forbidden", message);
}
