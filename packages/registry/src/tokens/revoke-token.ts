import { requireOwnPermission } from "../access/require-permission.ts";
import { requireActor } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { endToken } from "./end-token.ts";
import { findOwnToken } from "./find-own-token.ts";

/** Ends a token for good. Needs scope `write`; a token may always revoke itself. */
export async function revokeToken(ctx: RegistryContext, input: { id: string }): Promise<void> {
  const actor = requireActor(ctx);
  if (input.id !== actor.tokenId) requireOwnPermission(ctx, "manage");
  await endToken(ctx, await findOwnToken(ctx, actor, input.id));
}
