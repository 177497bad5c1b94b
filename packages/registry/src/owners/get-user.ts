import type { UserWithDetails } from "@headgate/shared";

import { requireActor } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOwner } from "./get-own-owner.ts";
import { showUserWithDetails } from "./show-user.ts";

/** The caller. Any token will do. */
export async function getUser(ctx: RegistryContext): Promise<UserWithDetails> {
  return showUserWithDetails(await getOwnOwner(ctx, requireActor(ctx)));
}
