import { asc, eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import { webhookAttempts } from "../schema/index.ts";
import type { DeliveryState } from "../schema/webhook-deliveries.ts";

export type AttemptRow = typeof webhookAttempts.$inferSelect;

/** What came of one attempt, and what is to be done now. */
export interface DeliveryAttempt extends Omit<AttemptRow, "number"> {
  /** `pending`: another attempt follows. */
  state: DeliveryState;
  /** When the next one is to be made; null: none is. */
  dueAt: number | null;
}

const insertion = `
INSERT INTO webhook_attempts (delivery_id, number, at, duration_ms, status, error, answer)
SELECT id, attempt + 1, ?2, ?3, ?4, ?5, ?6 FROM webhook_deliveries WHERE id = ?1`;

const update = `
UPDATE webhook_deliveries SET
  attempt = attempt + 1, last_status = ?2, last_error = ?3, updated_at = ?4,
  delivered_at = CASE ?5 WHEN 'delivered' THEN ?4 ELSE delivered_at END,
  body = CASE WHEN event IN ('output', 'logs') AND ?5 <> 'pending' THEN 'null' ELSE body END,
  due_at = CASE state WHEN 'pending' THEN ?6 ELSE due_at END,
  state = CASE state WHEN 'pending' THEN ?5 ELSE state END
WHERE id = ?1 RETURNING state`;

/**
 * Enters the attempt in the ledger and gives the state of the delivery after it. One that was delivered or given up before stays so: this
 * attempt was made by somebody who had been given up for lost. What told of progress is not kept once it is through.
 */
export async function recordAttempt(
  db: Database,
  attempt: DeliveryAttempt,
): Promise<DeliveryState | null> {
  const { deliveryId: id, at, durationMs, status, error, answer, state, dueAt } = attempt;
  const d1 = db.$client;
  const [, updated] = await d1.batch<{ state: DeliveryState }>([
    d1.prepare(insertion).bind(id, at, durationMs, status, error, answer),
    d1.prepare(update).bind(id, status, error, at + durationMs, state, dueAt),
  ]);
  return updated?.results[0]?.state ?? null;
}

/** Of one delivery, the first first. */
export async function listAttempts(db: Database, deliveryId: string): Promise<AttemptRow[]> {
  return db
    .select()
    .from(webhookAttempts)
    .where(eq(webhookAttempts.deliveryId, deliveryId))
    .orderBy(asc(webhookAttempts.number));
}
