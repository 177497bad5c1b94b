import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { RateLimit, Role } from "@headgate/shared";

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
    /** The first characters of the token, by which people tell theirs apart. Null: made before these were kept. */
    prefix: text("prefix"),
    lastCharacters: text("last_characters"),
    /** Null: never. */
    expiresAt: integer("expires_at"),
    /** Null: good until it expires. */
    revokedAt: integer("revoked_at"),
    /** To the minute. Null: never used. */
    lastUsedAt: integer("last_used_at"),
    /** What an organization's token may at most. Null: a user's. */
    role: text("role").$type<Role>(),
    /** Null: the usual limits. */
    rateLimit: text("rate_limit", { mode: "json" }).$type<RateLimit>(),
  },
  (table) => [
    index("tokens_owner_id_index").on(table.ownerId),
    index("tokens_owner_id_created_at_id_index").on(table.ownerId, table.createdAt, table.id),
  ],
);
