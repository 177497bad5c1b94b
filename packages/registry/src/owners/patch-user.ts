import { type OwnerChanges, updateOwner } from "@headgate/database";
import { parseOwnerName, type UserWithDetails } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry, changedFields } from "../audit/audit-entry.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOwner } from "./get-own-owner.ts";
import { patchUserBody } from "./owner-bodies.ts";
import { showUserWithDetails } from "./show-user.ts";
import { takenName } from "./taken-name.ts";

/**
 * Changes what the body names, of the caller. Needs scope `write`. `conflict` for a username that somebody else
 * has or had; the caller's own former ones are free to it.
 */
export async function patchUser(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<UserWithDetails> {
  const {
    id,
    kind,
    username: current,
  } = await getOwnOwner(ctx, requireOwnPermission(ctx, "manage"));
  const { username, avatar_url: avatarUrl, ...same } = patchUserBody.parse(input.body);
  const changes: OwnerChanges = {
    ...same,
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(username === undefined ? {} : { username: parseAt("username", username, parseOwnerName) }),
  };
  const audit = auditEntry(ctx, {
    ...{ kind, verb: "update", ownerId: id, target: current },
    details: { ...changedFields(changes), username },
  });
  const patched = await updateOwner(ctx.db, { id, changes, updatedAt: ctx.now() }, audit);
  if (patched === null) throw takenName(username ?? current);
  return showUserWithDetails(patched);
}
