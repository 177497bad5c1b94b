import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Payload } from "@headgate/shared";

/** `dead`: nothing is sent any more, though it never arrived, or not since it was replayed. */
export const deliveryStates = ["pending", "delivered", "dead"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One row an event of a prediction, whose id begins with `msg_` and the prediction's: so they lie in the order of time. WITHOUT ROWID. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    /** The same for every attempt: receivers tell a repeat by it. */
    id: text("id").primaryKey(),
    predictionId: text("prediction_id").notNull(),
    event: text("event").notNull(),
    url: text("url").notNull(),
    /** Of rows made before secrets were sealed; empty since. */
    secret: text("secret").notNull(),
    /** The bytes that are signed and sent. JSON's null: they were removed. */
    body: text("body", { mode: "json" }).$type<Payload | null>().notNull(),
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
    /** Whose prediction it tells of. Null: nobody knows any more. */
    ownerId: text("owner_id"),
    /** The endpoint that had its URL when it was made. */
    endpointId: text("endpoint_id"),
    /** The call's own secret, encrypted. */
    sealedSecret: text("sealed_secret"),
    /** Of a prediction's deliveries a later one has a higher number. */
    sequence: integer("sequence").notNull().default(0),
    /** When the last attempt began. */
    claimedAt: integer("claimed_at"),
    replayedAt: integer("replayed_at"),
    /** Which call replayed it last. */
    replayId: text("replay_id"),
    /** How many attempts had been made when it was replayed. */
    attemptsBefore: integer("attempts_before").notNull().default(0),
  },
  (table) => [
    index("webhook_deliveries_due_at_index")
      .on(table.dueAt)
      .where(sql`due_at IS NOT NULL`),
    index("webhook_deliveries_owner_id_created_at_id_index").on(
      table.ownerId,
      table.createdAt,
      table.id,
    ),
    index("webhook_deliveries_dead_index")
      .on(table.ownerId, table.createdAt, table.id)
      .where(sql`state = 'dead'`),
    index("webhook_deliveries_replay_id_index")
      .on(table.replayId)
      .where(sql`replay_id IS NOT NULL`),
  ],
);
