import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { owners } from "./owners.ts";

/** Uploaded files; what is in them lies in R2, under the id. A row is there before its object, and goes after it. */
export const files = sqliteTable(
  "files",
  {
    id: text("id").primaryKey(),
    /** Whose token uploaded it. */
    ownerId: text("owner_id")
      .notNull()
      .references(() => owners.id),
    /** Null: it was sent without one. */
    name: text("name"),
    contentType: text("content_type").notNull(),
    /** While it is on its way: what it may grow to. */
    sizeBytes: integer("size_bytes").notNull(),
    /** 64 hex digits. Null: it is on its way, and nobody sees it. */
    sha256: text("sha256"),
    metadata: text("metadata", { mode: "json" })
      .$type<Record<string, unknown>>()
      .notNull()
      .default({}),
    createdAt: integer("created_at").notNull(),
    /** From then on it is gone to everybody. While it is on its way: when that is given up. */
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("files_owner_id_created_at_id_index").on(table.ownerId, table.createdAt, table.id),
    index("files_expires_at_index").on(table.expiresAt),
  ],
);
