import { integer, real, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

import type { GateBackend } from "@headgate/shared";

import { versions } from "./versions.ts";

export const backends = sqliteTable(
  "backends",
  {
    id: text("id").primaryKey(),
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    url: text("url").notNull(),
    protocol: text("protocol").$type<GateBackend["protocol"]>().notNull(),
    /** How many predictions it runs at once. */
    capacity: integer("capacity").notNull(),
    weight: real("weight").notNull(),
    enabled: integer("enabled", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
  },
  (table) => [
    // One server registered twice would be given twice its capacity.
    unique("backends_version_key_url_unique").on(table.versionKey, table.url),
  ],
);
