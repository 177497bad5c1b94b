import { isNull, sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

import type {
  BumpPolicy,
  CheckName,
  Compatibility,
  ModelImage,
  Visibility,
} from "@headgate/shared";

import { hardware } from "./hardware.ts";
import { owners } from "./owners.ts";

export const models = sqliteTable(
  "models",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => owners.id),
    name: text("name").notNull(),
    visibility: text("visibility").$type<Visibility>().notNull().default("private"),
    description: text("description"),
    overview: text("overview"),
    sourceUrl: text("source_url"),
    licenseUrl: text("license_url"),
    paperUrl: text("paper_url"),
    hardwareIdentifier: text("hardware_identifier")
      .notNull()
      .references(() => hardware.identifier),
    /** What it can do, in the owner's words. */
    features: text("features", { mode: "json" }).$type<string[]>().notNull().default([]),
    images: text("images", { mode: "json" }).$type<ModelImage[]>().notNull().default([]),
    /** What a new version must understand of what callers send to the older ones. */
    compatibilityInput: text("compatibility_input")
      .$type<Compatibility>()
      .notNull()
      .default("none"),
    /** What callers of the older versions must understand of what a new one answers. */
    compatibilityOutput: text("compatibility_output")
      .$type<Compatibility>()
      .notNull()
      .default("none"),
    /** What becomes of a semantic version that grows by less than its schemas changed. */
    bumpPolicy: text("bump_policy").$type<BumpPolicy>().notNull().default("warn"),
    /** Checks that a version must pass before it is published. */
    requiredChecks: text("required_checks", { mode: "json" })
      .$type<CheckName[]>()
      .notNull()
      .default([]),
    /** The number of the newest version, deleted ones counted: it only grows. */
    lastNumber: integer("last_number").notNull().default(0),
    /** The highest precedence of a version, deleted ones counted: it only grows. Empty: there was none. */
    highestPrecedence: text("highest_precedence").notNull().default(""),
    /** For how long after its end a prediction's input, output and logs are kept, in seconds. Null: for good. */
    dataRetentionS: integer("data_retention_s"),
    /** Over all versions. Kept by a trigger on `predictions`. */
    predictionsCount: integer("predictions_count").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    /**
     * Where it stands among models by age, and its rowid in `model_search`. A trigger sets it. More than a JavaScript number holds: read it
     * as text.
     */
    place: integer("place"),
    /** When it was brought in from an export, with the past that it had. Null: it was made here. */
    importedAt: integer("imported_at"),
    /** Null: never patched. */
    updatedAt: integer("updated_at"),
    changedAt: integer("changed_at").generatedAlwaysAs(sql`coalesce(updated_at, created_at)`, {
      mode: "virtual",
    }),
    /** Null: it lives. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    // Partial: the name of a deleted model may be taken again.
    uniqueIndex("models_owner_id_name_unique")
      .on(table.ownerId, table.name)
      .where(isNull(table.deletedAt)),
    index("models_data_retention_s_index")
      .on(table.dataRetentionS)
      .where(sql`data_retention_s is not null`),
    index("models_created_at_id_index").on(table.createdAt, table.id),
    uniqueIndex("models_place_unique").on(table.place),
    index("models_name_id_index").on(table.name, table.id).where(isNull(table.deletedAt)),
    index("models_changed_at_id_index")
      .on(table.changedAt, table.id)
      .where(isNull(table.deletedAt)),
    index("models_predictions_count_id_index")
      .on(table.predictionsCount, table.id)
      .where(sql`deleted_at is null and predictions_count > 0`),
  ],
);

/**
 * How far the numbers and semantic versions of a name got when its model was deleted or renamed (a trigger on `models` writes it):
 * the next model of that name goes on from there.
 */
export const retiredModelNames = sqliteTable(
  "retired_model_names",
  {
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    lastNumber: integer("last_number").notNull(),
    highestPrecedence: text("highest_precedence").notNull().default(""),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.name] })],
);

/**
 * The model that gave a name up: references to the name mean it until another model takes the name. Triggers on `models` write and remove
 * the rows.
 */
export const modelRedirects = sqliteTable(
  "model_redirects",
  {
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    modelId: text("model_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.name] }),
    index("model_redirects_model_id_index").on(table.modelId),
  ],
);
