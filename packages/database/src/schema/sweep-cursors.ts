import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How far sweeps through the bucket have got, by the prefix of the keys that they look at. */
export const sweepCursors = sqliteTable("sweep_cursors", {
  prefix: text("prefix").primaryKey(),
  /** The last key that was looked at. */
  key: text("key").notNull(),
});
