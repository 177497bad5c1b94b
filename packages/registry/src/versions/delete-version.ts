import { deleteVersion as deleteRow } from "@headgate/database";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { findActiveVersion, noVersion, type VersionPath } from "./find-active-version.ts";

/** Takes the version out of use for good. What runs goes on to its end. Its number is not given out again. */
export async function deleteVersion(ctx: RegistryContext, input: VersionPath): Promise<void> {
  const { model, actor } = await getOwnModel(ctx, input, "write");
  const { key } = await findActiveVersion(ctx, model.id, input);
  const deletion = { key, deletedBy: actor.ownerId, deletedAt: ctx.now() };
  if (!(await deleteRow(ctx.db, deletion))) throw noVersion(input, input.number, true);
}
