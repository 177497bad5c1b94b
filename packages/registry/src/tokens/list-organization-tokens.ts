import { listTokens as listRows, readPageRequest } from "@headgate/database";
import type { Token } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showToken } from "./show-token.ts";

/** As `listTokens`, of an organization; for admins. */
export async function listOrganizationTokens(
  ctx: RegistryContext,
  input: OrganizationPath & { query: ListQuery },
): Promise<CursorPage<Token>> {
  const request = readPageRequest(input.query);
  const { organization } = await getOwnOrganization(ctx, input, "inspect");
  return toCursorPage(await listRows(ctx.db, organization.id, request), showToken);
}
