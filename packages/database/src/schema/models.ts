import { isNull } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

import type { Visibility } from "@headgate/shared";

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
    /** The number of the newest version, deleted ones counted: it only grows. */
    lastNumber: integer("last_number").notNull().default(0),
    /** Over all versions. Kept by a trigger on `predictions`. */
    predictionsCount: integer("predictions_count").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    /** Null: never patched. */
    updatedAt: integer("updated_at"),
    /** Null: it lives. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    // Partial: the name of a deleted model may be taken again.
    uniqueIndex("models_owner_id_name_unique")
      .on(table.ownerId, table.name)
      .where(isNull(table.deletedAt)),
    index("models_created_at_id_index").on(table.createdAt, table.id),
  ],
);

/**
 * How far the counter of a name got when its model was deleted or renamed (a trigger on `models` writes it):
 * the next model of that name goes on from there.
 */
export const retiredModelNames = sqliteTable(
  "retired_model_names",
  {
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    lastNumber: integer("last_number").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.name] })],
);
