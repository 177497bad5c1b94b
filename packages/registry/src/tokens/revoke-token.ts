import { revokeToken as revokeRow } from "@headgate/database";

import { requireActor, requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { findOwnToken, noToken } from "./find-own-token.ts";

/** Ends a token for good. Needs scope `write`; a token may always revoke itself. */
export async function revokeToken(ctx: RegistryContext, input: { id: string }): Promise<void> {
  const actor = requireActor(ctx);
  if (input.id !== actor.tokenId) requireScope(ctx, "write");
  const { id } = await findOwnToken(ctx, actor, input.id);
  if (!(await revokeRow(ctx.db, { id, revokedAt: ctx.now() }))) throw noToken(id);
}
