import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { AliasAction } from "@headgate/shared";

import { models } from "./models.ts";
import { versions } from "./versions.ts";

/** Where the aliases of a model point. Each row is what the ledger's newest entry on the alias says. */
export const aliases = sqliteTable(
  "aliases",
  {
    modelId: text("model_id")
      .notNull()
      .references(() => models.id),
    name: text("name").notNull(),
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    isProtected: integer("is_protected", { mode: "boolean" }).notNull(),
    /** Under which rule a protected alias moves. Null: it is not protected. */
    rule: text("rule"),
    /** The number of the ledger entry that wrote the row: it only grows, over removals too. */
    revision: integer("revision").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.name] }),
    index("aliases_version_key_index").on(table.versionKey),
  ],
);

/**
 * Every change of an alias, hash-chained within its model: see `AliasLedgerEntry` of shared. Triggers refuse UPDATE, DELETE, REPLACE and
 * whatever is not the next link.
 */
export const aliasLedger = sqliteTable(
  "alias_ledger",
  {
    modelId: text("model_id")
      .notNull()
      .references(() => models.id),
    seq: integer("seq").notNull(),
    alias: text("alias").notNull(),
    action: text("action").$type<AliasAction>().notNull(),
    /** Number and id of a version; both null: it pointed at nothing. */
    fromNumber: integer("from_number"),
    fromId: text("from_id"),
    toNumber: integer("to_number"),
    toId: text("to_id"),
    isProtected: integer("is_protected", { mode: "boolean" }).notNull(),
    rule: text("rule"),
    restores: integer("restores"),
    actorId: text("actor_id").notNull(),
    /** The username of that time. */
    actorName: text("actor_name").notNull(),
    reason: text("reason"),
    at: integer("at").notNull(),
    previousHash: text("previous_hash"),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.seq] }),
    index("alias_ledger_model_id_alias_seq_index").on(table.modelId, table.alias, table.seq),
  ],
);
