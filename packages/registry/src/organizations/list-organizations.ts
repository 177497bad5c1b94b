import { listOrganizations as listRows, readPageRequest } from "@headgate/database";
import type { Organization } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showOrganization } from "./show-organization.ts";

/** Those that the caller is a member of, in the order in which it joined. Needs scope `read`. */
export async function listOrganizations(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Organization>> {
  const { ownerId } = requireScope(ctx, "read");
  const page = await listRows(ctx.db, ownerId, readPageRequest(input.query));
  return toCursorPage(page, (row) => showOrganization(row, row.role));
}
