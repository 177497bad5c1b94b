import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { models } from "./models.ts";

/** Filled by a migration. */
export const modelCategories = sqliteTable("model_categories", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  description: text("description").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const modelCategoryLinks = sqliteTable(
  "model_category_links",
  {
    modelId: text("model_id")
      .notNull()
      .references(() => models.id),
    categorySlug: text("category_slug")
      .notNull()
      .references(() => modelCategories.slug),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.categorySlug] }),
    index("model_category_links_category_slug_index").on(table.categorySlug),
  ],
);
