import { listEndpoints as listRows, readPageRequest } from "@headgate/database";
import type { WebhookEndpoint } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showEndpoint } from "./show-endpoint.ts";

/** The caller's, the oldest first. */
export async function listEndpoints(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<WebhookEndpoint>> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const page = await listRows(ctx.db, ownerId, readPageRequest(input.query));
  return toCursorPage(page, (row) => showEndpoint(row, ctx.now()));
}
