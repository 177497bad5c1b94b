import { type OwnerChanges, updateOwner } from "@headgate/database";
import { parseOwnerName, type UserWithDetails } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { takenUsername } from "./create-owner.ts";
import { getOwnOwner } from "./get-own-owner.ts";
import { patchUserBody } from "./owner-bodies.ts";
import { showUserWithDetails } from "./show-user.ts";

/**
 * Changes what the body names, of the caller. Needs scope `write`. `conflict` for a username that somebody else
 * has or had; the caller's own former ones are free to it.
 */
export async function patchUser(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<UserWithDetails> {
  const { id, username: current } = await getOwnOwner(ctx, requireScope(ctx, "write"));
  const { username, avatar_url: avatarUrl, ...same } = patchUserBody.parse(input.body);
  const changes: OwnerChanges = {
    ...same,
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(username === undefined ? {} : { username: parseAt("username", username, parseOwnerName) }),
  };
  const patched = await updateOwner(ctx.db, { id, changes, updatedAt: ctx.now() });
  if (patched === null) throw takenUsername(username ?? current);
  return showUserWithDetails(patched);
}
