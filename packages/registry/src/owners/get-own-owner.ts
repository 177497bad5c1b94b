import { findOwner, type OwnerRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { Actor, RegistryContext } from "../context.ts";

/** The owner that the actor is; `not_found` for the operator, who is none. */
export async function getOwnOwner(ctx: RegistryContext, actor: Actor): Promise<OwnerRow> {
  const owner = await findOwner(ctx.db, actor.ownerId);
  if (owner === null) throw new HeadgateError("not_found", "the caller is not an owner");
  return owner;
}
