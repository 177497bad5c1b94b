import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What came of each attempt at a delivery. WITHOUT ROWID. */
export const webhookAttempts = sqliteTable(
  "webhook_attempts",
  {
    deliveryId: text("delivery_id").notNull(),
    /** From 1, over all replays. */
    number: integer("number").notNull(),
    /** When it began. */
    at: integer("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** HTTP status. Null: nothing answered. */
    status: integer("status"),
    error: text("error"),
    /** How the answer's body began. Null: there was none, or it was removed. */
    answer: text("answer"),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);
