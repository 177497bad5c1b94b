import { listTokens as listRows, readPageRequest } from "@headgate/database";
import type { Token } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showToken } from "./show-token.ts";

/** The caller's, newest first, expired ones too, revoked ones not. Needs scope `read`. */
export async function listTokens(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Token>> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const page = await listRows(ctx.db, ownerId, readPageRequest(input.query));
  return toCursorPage(page, showToken);
}
