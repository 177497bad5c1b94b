import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

import type { FlatSchema, SchemaPlace, VersionSchemas } from "@headgate/shared";

import { models } from "./models.ts";
import type { VersionContent } from "./version-content.ts";

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
    /** The semantic version as a text that sorts as it ranks: see `toPrecedence`. */
    precedence: text("precedence").notNull().default(""),
    /** `sha256:` and 64 hex digits. */
    containerImageDigest: text("container_image_digest").notNull(),
    schemas: text("schemas", { mode: "json" }).$type<VersionSchemas>().notNull(),
    /** What else runs, and how. */
    content: text("content", { mode: "json" }).$type<VersionContent>().notNull().default({}),
    createdAt: integer("created_at").notNull(),
    /**
     * Where it stands among versions by age, and its rowid in `version_search`. More than a JavaScript number holds: read it as text.
     */
    place: integer("place").generatedAlwaysAs(sql`(created_at << 20) | (key & 1048575)`, {
      mode: "virtual",
    }),
  },
  (table) => [
    uniqueIndex("versions_place_unique").on(table.place),
    unique("versions_model_id_number_unique").on(table.modelId, table.number),
    unique("versions_model_id_semver_unique").on(table.modelId, table.semver),
    index("versions_model_id_precedence_index").on(table.modelId, table.precedence),
  ],
);

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
