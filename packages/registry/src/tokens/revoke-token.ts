import { revokeToken as revokeRow } from "@headgate/database";

import { requireOwnPermission } from "../access/require-permission.ts";
import { requireActor } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { findOwnToken, noToken } from "./find-own-token.ts";

/** Ends a token for good. Needs scope `write`; a token may always revoke itself. */
export async function revokeToken(ctx: RegistryContext, input: { id: string }): Promise<void> {
  const actor = requireActor(ctx);
  if (input.id !== actor.tokenId) requireOwnPermission(ctx, "manage");
  const { id } = await findOwnToken(ctx, actor, input.id);
  if (!(await revokeRow(ctx.db, { id, revokedAt: ctx.now() }))) throw noToken(id);
}
