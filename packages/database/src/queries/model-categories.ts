import { inArray } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { modelCategories } from "../schema/index.ts";

export type CategoryRow = typeof modelCategories.$inferSelect;

const bySlug: PageOrder<CategoryRow> = {
  name: "categories",
  direction: "asc",
  columns: [modelCategories.slug],
  keyOf: (row) => [row.slug],
};

export async function listCategories(
  db: Database,
  page: PageRequest,
): Promise<RowPage<CategoryRow>> {
  return readPage(bySlug, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(modelCategories)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** Which of these slugs (at most 100) are categories. */
export async function listKnownSlugs(db: Database, slugs: string[]): Promise<string[]> {
  const rows = await db
    .select({ slug: modelCategories.slug })
    .from(modelCategories)
    .where(inArray(modelCategories.slug, slugs));
  return rows.map((row) => row.slug);
}
