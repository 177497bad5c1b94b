import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { owners } from "./owners.ts";

export const tokens = sqliteTable(
  "tokens",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => owners.id),
    name: text("name").notNull(),
    /** SHA-256 of the whole token, hex. The token itself is nowhere. */
    hash: text("hash").notNull().unique(),
    /** JSON array of scopes. */
    scopes: text("scopes", { mode: "json" }).$type<string[]>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("tokens_owner_id_index").on(table.ownerId)],
);
