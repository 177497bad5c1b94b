import { findOwnerByName, type OwnerRow } from "@headgate/database";
import { invalidInput } from "@headgate/shared";

import { requireOwnPermission, requirePermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOwner } from "../owners/get-own-owner.ts";

/**
 * Who a model is to belong to: the caller, or who is named at this place. `invalid_input` for a name that nobody has, `forbidden` where the caller
 * may not write there.
 */
export async function findModelOwner(
  ctx: RegistryContext,
  name: string | undefined,
  loc = ["body", "owner"],
): Promise<OwnerRow> {
  const actor = requireOwnPermission(ctx, "write");
  if (name === undefined || name === actor.username) return getOwnOwner(ctx, actor);
  const owner = await findOwnerByName(ctx.db, name);
  if (owner === null) {
    throw invalidInput(loc, `there is no user or organization ${name}`);
  }
  requirePermission(ctx, { ownerId: owner.id, owner: owner.username }, "write");
  return owner;
}
