import { listOwners, readPageRequest } from "@headgate/database";
import type { User } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import { type ListQuery, readDirection, readSort } from "../pages/list-query.ts";
import { showUser } from "./show-user.ts";

/** All users, by age; the oldest first unless asked otherwise. */
export async function listUsers(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<User>> {
  readSort(input.query, ["created_at"]);
  const direction = readDirection(input.query, "asc");
  const page = await listOwners(ctx.db, readPageRequest(input.query), direction);
  return toCursorPage(page, showUser);
}
