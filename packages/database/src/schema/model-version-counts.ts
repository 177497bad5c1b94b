import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { VersionStatus } from "@headgate/shared";

/** How many versions a model has in a status that do a task. Triggers on `version_cards` keep it, for `model_documents`. */
export const modelVersionCounts = sqliteTable(
  "model_version_counts",
  {
    modelId: text("model_id").notNull(),
    status: text("status").$type<VersionStatus>().notNull(),
    task: text("task").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.modelId, table.status, table.task] })],
);
