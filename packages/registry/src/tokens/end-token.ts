import { revokeToken, type TokenSummary } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { noToken } from "./find-own-token.ts";
import { tokenEntry } from "./token-entry.ts";

/** `not_found` where somebody else has just revoked it. */
export async function endToken(ctx: RegistryContext, token: TokenSummary): Promise<void> {
  const { id } = token;
  const isEnded = await revokeToken(
    ctx.db,
    { id, revokedAt: ctx.now() },
    tokenEntry(ctx, "revoke", token),
  );
  if (!isEnded) throw noToken(id);
}
