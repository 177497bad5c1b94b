import { listBackends as listRows, readPageRequest } from "@headgate/database";
import type { Backend } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import type { VersionPath } from "../versions/find-living-version.ts";
import { getOwnVersionKey } from "./get-own-version-key.ts";
import { showBackend } from "./show-backend.ts";

/** The oldest first. Only the owner sees where predictions run. */
export async function listBackends(
  ctx: RegistryContext,
  input: VersionPath & { query: ListQuery },
): Promise<CursorPage<Backend>> {
  const page = readPageRequest(input.query);
  const { versionKey } = await getOwnVersionKey(ctx, input, "read");
  return toCursorPage(await listRows(ctx.db, versionKey, page), showBackend);
}
