import { and, eq, inArray } from "drizzle-orm";

import type { Payload } from "@headgate/shared";

import type { Database } from "../database.ts";
import { webhookDeliveries } from "../schema/index.ts";
import type { DeliveryState } from "../schema/webhook-deliveries.ts";
import { jsonChunks } from "./json-chunks.ts";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type NewDelivery = Pick<
  DeliveryRow,
  "id" | "predictionId" | "event" | "url" | "secret" | "createdAt"
> & { body: Payload };

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
  /** When the next one is to be made; null: none is. */
  dueAt: number | null;
}

const insertion = `
INSERT INTO webhook_deliveries (id, prediction_id, event, url, secret, body, state, attempt, created_at, due_at)
SELECT
  value ->> 'id', value ->> 'predictionId', value ->> 'event', value ->> 'url', value ->> 'secret',
  value -> 'body', 'pending', 0, value ->> 'createdAt', value ->> 'createdAt'
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO NOTHING`;

/** Pending deliveries, due at once; one whose id is there stays as it is. */
export async function insertDeliveries(
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const insert = db.$client.prepare(insertion);
  for (const chunk of jsonChunks(deliveries)) await insert.bind(chunk).run();
}

/** Which of these deliveries (at most 100) there are. */
export async function listKnownDeliveries(db: Database, ids: string[]): Promise<Set<string>> {
  const { id } = webhookDeliveries;
  const rows = await db.select({ id }).from(webhookDeliveries).where(inArray(id, ids));
  return new Set(rows.map((row) => row.id));
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
      dueAt: attempt.dueAt,
    })
    .where(and(eq(webhookDeliveries.id, attempt.id), eq(webhookDeliveries.state, "pending")))
    .returning({ id: webhookDeliveries.id });
  return rows.length === 1;
}

const claim = `
UPDATE webhook_deliveries SET due_at = ?2 WHERE id IN (
  SELECT id FROM webhook_deliveries WHERE due_at < ?1 ORDER BY due_at LIMIT ?3
) RETURNING id`;

/**
 * The ids of up to `limit` deliveries that were due before `before`, the longest overdue first taken. They are due anew at `now`, so that
 * asking again does not give them again until `before` has passed that.
 */
export async function claimOverdueDeliveries(
  db: Database,
  { before, now, limit }: { before: number; now: number; limit: number },
): Promise<string[]> {
  const { results } = await db.$client
    .prepare(claim)
    .bind(before, now, limit)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
