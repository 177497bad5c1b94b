import { listRegistryCredentials, readPageRequest } from "@headgate/database";
import type { Registry } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showRegistry } from "./show-registry.ts";

/** The registries that the actor has credentials for, by host. */
export async function listRegistries(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Registry>> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const page = readPageRequest(input.query);
  return toCursorPage(await listRegistryCredentials(ctx.db, ownerId, page), showRegistry);
}
