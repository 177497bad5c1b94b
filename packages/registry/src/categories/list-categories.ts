import { listCategories as listRows, readPageRequest } from "@headgate/database";
import type { Category } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";

/** By slug. */
export async function listCategories(
  { db }: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Category>> {
  const page = await listRows(db, readPageRequest(input.query));
  return toCursorPage(page, ({ name, slug, description }) => ({ name, slug, description }));
}
