import { isNotNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { RoutingPolicy, VersionStatus } from "@headgate/shared";

import type { VersionCard } from "./version-content.ts";
import { versions } from "./versions.ts";

/** What may change about a version. A deleted version keeps its card, as a tombstone. */
export const versionCards = sqliteTable(
  "version_cards",
  {
    versionKey: integer("version_key")
      .primaryKey()
      .references(() => versions.key),
    status: text("status").$type<VersionStatus>().notNull(),
    releaseNotes: text("release_notes").notNull(),
    /** What else is told about the version. */
    card: text("card", { mode: "json" }).$type<VersionCard>().notNull().default({}),
    /** Null: as visible as its model. `private`: only to those who may change it. */
    visibility: text("visibility").$type<"private">(),
    /** Grows by one with every change of the card, status included: the version's ETag. */
    revision: integer("revision").notNull().default(1),
    /** Grows with every change of the backends or limits: how a gate tells a newer configuration from an older. */
    configEpoch: integer("config_epoch").notNull().default(1),
    /** How many predictions at once its backends are to be ready for. Null: nothing is promised. */
    minimumParallelCapacity: integer("minimum_parallel_capacity"),
    /** Null: as many as the backends take. */
    maximumParallelCapacity: integer("maximum_parallel_capacity"),
    /** How its predictions are routed, as far as it was said. */
    routing: text("routing", { mode: "json" })
      .$type<Partial<RoutingPolicy>>()
      .notNull()
      .default({}),
    /** How many shards the routing of an earlier revision asked for at most. */
    peakShards: integer("peak_shards").notNull().default(1),
    /** How many predictions each shard may have in flight, by index. Null: shard 0 has all of `maximumParallelCapacity`. */
    shardLimits: text("shard_limits", { mode: "json" }).$type<number[]>(),
    /** Since when something about the shards is to be seen to. Null: all are as they are to be. */
    reshardAt: integer("reshard_at"),
    updatedAt: integer("updated_at"),
    deletedAt: integer("deleted_at"),
    /** Id of the owner who deleted it. */
    deletedBy: text("deleted_by"),
  },
  (table) => [
    index("version_cards_updated_at_version_key_index")
      .on(table.updatedAt, table.versionKey)
      .where(isNotNull(table.updatedAt)),
    index("version_cards_reshard_at_index").on(table.reshardAt).where(isNotNull(table.reshardAt)),
  ],
);

export const versionTags = sqliteTable(
  "version_tags",
  {
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    tag: text("tag").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.versionKey, table.tag] }),
    index("version_tags_tag_index").on(table.tag),
  ],
);

/** What became of a version, from its creation on. Triggers refuse UPDATE, DELETE and INSERT OR REPLACE. */
export const versionTransitions = sqliteTable(
  "version_transitions",
  {
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    /** Of the card, as the transition made it. */
    revision: integer("revision").notNull(),
    /** Null: the version was created. */
    fromStatus: text("from_status").$type<VersionStatus>(),
    toStatus: text("to_status").$type<VersionStatus>().notNull(),
    /** Id of the owner who did it. */
    actorId: text("actor_id").notNull(),
    /** The username of that time, where the transition was imported; null: see `actorId`. */
    actorName: text("actor_name"),
    /** Null: none was given. */
    reason: text("reason"),
    at: integer("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionKey, table.revision] })],
);
