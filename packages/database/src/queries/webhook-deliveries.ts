import { and, eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import { webhookDeliveries } from "../schema/index.ts";
import type { DeliveryState } from "../schema/webhook-deliveries.ts";
import { jsonChunks } from "./json-chunks.ts";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type NewDelivery = Pick<
  DeliveryRow,
  "id" | "predictionId" | "event" | "url" | "secret" | "body" | "createdAt"
>;

/** What came of one attempt. */
export interface DeliveryAttempt {
  id: string;
  /** `pending`: another attempt follows. */
  state: DeliveryState;
  /** How many attempts were made, this one counted. */
  attempt: number;
  /** Null: nothing answered. */
  status: number | null;
  error: string | null;
  at: number;
}

const insertion = `
INSERT INTO webhook_deliveries (id, prediction_id, event, url, secret, body, state, attempt, created_at)
SELECT
  value ->> 'id', value ->> 'predictionId', value ->> 'event', value ->> 'url', value ->> 'secret',
  value -> 'body', 'pending', 0, value ->> 'createdAt'
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO NOTHING`;

/** Pending deliveries; one whose id is there stays as it is. */
export async function insertDeliveries(
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const insert = db.$client.prepare(insertion);
  for (const chunk of jsonChunks(deliveries)) await insert.bind(chunk).run();
}

export async function findDelivery(db: Database, id: string): Promise<DeliveryRow | null> {
  const found = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)).get();
  return found ?? null;
}

/** False: it was delivered or given up before, and stays so. */
export async function recordAttempt(db: Database, attempt: DeliveryAttempt): Promise<boolean> {
  const rows = await db
    .update(webhookDeliveries)
    .set({
      state: attempt.state,
      attempt: attempt.attempt,
      lastStatus: attempt.status,
      lastError: attempt.error,
      updatedAt: attempt.at,
      deliveredAt: attempt.state === "delivered" ? attempt.at : null,
    })
    .where(and(eq(webhookDeliveries.id, attempt.id), eq(webhookDeliveries.state, "pending")))
    .returning({ id: webhookDeliveries.id });
  return rows.length === 1;
}
