import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { models } from "./models.ts";

export const modelTags = sqliteTable(
  "model_tags",
  {
    modelId: text("model_id")
      .notNull()
      .references(() => models.id),
    tag: text("tag").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.tag] }),
    index("model_tags_tag_index").on(table.tag),
  ],
);
