import { deleteModel as deleteRow } from "@headgate/database";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";

/**
 * Deletes the model and all its versions. What runs goes on to its end, and its predictions stay in history. The
 * name is free again, its numbers are not. Of an organization, it takes an admin.
 */
export async function deleteModel(ctx: RegistryContext, input: ModelPath): Promise<void> {
  const { model, actor } = await getOwnModel(ctx, input, "manage");
  const deletion = { id: model.id, deletedBy: actor.ownerId, deletedAt: ctx.now() };
  if (!(await deleteRow(ctx.db, deletion))) throw noModel(input);
}
