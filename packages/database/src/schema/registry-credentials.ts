import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { owners } from "./owners.ts";

/** With what an owner's images are looked up in OCI registries. */
export const registryCredentials = sqliteTable(
  "registry_credentials",
  {
    ownerId: text("owner_id")
      .notNull()
      .references(() => owners.id),
    /** As `registryName` writes it. */
    host: text("host").notNull(),
    username: text("username").notNull(),
    /** Encrypted: see the registry package's `sealText`. */
    sealedPassword: text("sealed_password").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.host] })],
);
