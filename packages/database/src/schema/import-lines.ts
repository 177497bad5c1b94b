import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What an import has read so far. It becomes rows all at once when its last line is in; what is left of one that was cut off goes with time. */
export const importLines = sqliteTable(
  "import_lines",
  {
    /** Random, one an attempt. */
    importId: text("import_id").notNull(),
    position: integer("position").notNull(),
    kind: text("kind")
      .$type<"version" | "schemas" | "flat_schema" | "transition" | "entry">()
      .notNull(),
    /** JSON, in the shape of the rows that it becomes. */
    content: text("content").notNull(),
    stagedAt: integer("staged_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.position] }),
    index("import_lines_staged_at_index").on(table.stagedAt),
  ],
);
