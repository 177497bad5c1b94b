import { integer, real, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

import type { BackendProbe, BackendStatus, GateBackend } from "@headgate/shared";

import { versions } from "./versions.ts";

/** The time as epoch milliseconds. */
export type StoredProbe = Omit<BackendProbe, "probed_at"> & { probedAt: number };

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
    status: text("status").$type<BackendStatus>().notNull().default("enabled"),
    /** Where it stands; any word of the operator's. */
    region: text("region"),
    labels: text("labels", { mode: "json" }).$type<Record<string, string>>().notNull().default({}),
    /** What its protocol must know beside the URL. */
    settings: text("settings", { mode: "json" }).$type<Record<string, unknown>>(),
    /** Sealed. Null: it asks for none. */
    credentials: text("credentials"),
    /** The shard of the version's gate that leases its slots. */
    shard: integer("shard").notNull().default(0),
    /** Where it is on its way to: meanwhile it takes no leases. Null: it stays. */
    nextShard: integer("next_shard"),
    /** What it answered when it was last asked. Null: it never was. */
    probe: text("probe", { mode: "json" }).$type<StoredProbe>(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
  },
  (table) => [
    // One server registered twice would be given twice its capacity.
    unique("backends_version_key_url_unique").on(table.versionKey, table.url),
  ],
);
