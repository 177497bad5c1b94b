import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What a model wants to run on. Filled by a migration. */
export const hardware = sqliteTable("hardware", {
  identifier: text("identifier").primaryKey(),
  name: text("name").notNull(),
  gpus: integer("gpus").notNull(),
  cpus: integer("cpus").notNull(),
  ramPerGpuGb: real("ram_per_gpu_gb").notNull(),
  ramGb: real("ram_gb").notNull(),
  createdAt: integer("created_at").notNull(),
});
