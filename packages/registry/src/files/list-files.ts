import {
  type FileRow,
  listFiles as listRows,
  readPageRequest,
  type RowPage,
} from "@headgate/database";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import type { ListQuery } from "../pages/list-query.ts";

/** The actor's files, newest first. */
export async function listFiles(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<RowPage<FileRow>> {
  const { ownerId } = requireOwnPermission(ctx, "read");
  return listRows(ctx.db, { ownerId, now: ctx.now() }, readPageRequest(input.query));
}
