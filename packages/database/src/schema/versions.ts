import { integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

import type { FlatSchema, SchemaPlace, VersionSchemas, VersionStatus } from "@headgate/shared";

import { models } from "./models.ts";

/** The runnable content. Triggers refuse UPDATE, DELETE and INSERT OR REPLACE: what may change is on the card. */
export const versions = sqliteTable(
  "versions",
  {
    /** Goes into 30 bits of prediction ids. Never given out again. */
    key: integer("key").primaryKey({ autoIncrement: true }),
    /** 64 hex digits, random. */
    id: text("id").notNull().unique(),
    modelId: text("model_id")
      .notNull()
      .references(() => models.id),
    number: integer("number").notNull(),
    semver: text("semver").notNull(),
    /** `sha256:` and 64 hex digits. */
    containerImageDigest: text("container_image_digest").notNull(),
    schemas: text("schemas", { mode: "json" }).$type<VersionSchemas>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    unique("versions_model_id_number_unique").on(table.modelId, table.number),
    unique("versions_model_id_semver_unique").on(table.modelId, table.semver),
  ],
);

/** What may change about a version. A deleted version keeps its card, as a tombstone. */
export const versionCards = sqliteTable("version_cards", {
  versionKey: integer("version_key")
    .primaryKey()
    .references(() => versions.key),
  status: text("status").$type<VersionStatus>().notNull(),
  releaseNotes: text("release_notes").notNull(),
  /** Grows with every change of the backends or limits: how a gate tells a newer configuration from an older. */
  configEpoch: integer("config_epoch").notNull().default(1),
  /** Null: as many as the backends take. */
  maximumParallelCapacity: integer("maximum_parallel_capacity"),
  updatedAt: integer("updated_at"),
  deletedAt: integer("deleted_at"),
  /** Id of the owner who deleted it. */
  deletedBy: text("deleted_by"),
});

/**
 * What checking needs of a version's schemas, made from them: a row can be made anew at any time, and is where it is missing or of an
 * older form. A row each, since one may have 1 MB and D1 takes rows of 2 MB.
 */
export const flatSchemas = sqliteTable(
  "flat_schemas",
  {
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    task: text("task").$type<SchemaPlace["task"]>().notNull(),
    direction: text("direction").$type<SchemaPlace["direction"]>().notNull(),
    /** The `flatSchemaForm` that it was made in. */
    form: integer("form").notNull(),
    schema: text("schema", { mode: "json" }).$type<FlatSchema>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionKey, table.task, table.direction] })],
);
