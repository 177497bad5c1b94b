import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Payload } from "@headgate/shared";

/** `dead`: every attempt failed. */
export const deliveryStates = ["pending", "delivered", "dead"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One row an event and prediction. WITHOUT ROWID. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    /** The same for every attempt: receivers tell a repeat by it. */
    id: text("id").primaryKey(),
    predictionId: text("prediction_id").notNull(),
    event: text("event").notNull(),
    url: text("url").notNull(),
    secret: text("secret").notNull(),
    /** The bytes that are signed and sent. */
    body: text("body", { mode: "json" }).$type<Payload>().notNull(),
    state: text("state").$type<DeliveryState>().notNull(),
    /** How many attempts were made. */
    attempt: integer("attempt").notNull(),
    /** HTTP status of the last attempt. Null: none was made, or nothing answered. */
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
    deliveredAt: integer("delivered_at"),
    /** When the next attempt is to be made. Null: none is. */
    dueAt: integer("due_at"),
  },
  ({ dueAt }) => [
    index("webhook_deliveries_due_at_index")
      .on(dueAt)
      .where(sql`due_at IS NOT NULL`),
  ],
);
