import type { Token } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { requireActor } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { findOwnToken } from "./find-own-token.ts";
import { showToken } from "./show-token.ts";

/** Needs scope `read`; a token may always see itself. */
export async function getToken(ctx: RegistryContext, input: { id: string }): Promise<Token> {
  const actor = requireActor(ctx);
  if (input.id !== actor.tokenId) requireOwnPermission(ctx, "inspect");
  return showToken(await findOwnToken(ctx, actor, input.id));
}
