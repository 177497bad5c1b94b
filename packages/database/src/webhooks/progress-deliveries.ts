import type { Payload } from "@headgate/shared";

import type { Database } from "../database.ts";
import { progressBounds } from "./webhook-deliveries.ts";

/** What a webhook is to tell of a prediction on its way. */
export interface NewProgress {
  predictionId: string;
  ownerId: string;
  event: string;
  url: string;
  sealedSecret: string | null;
  body: Payload;
  now: number;
  /** The least time between two of one prediction, in milliseconds. */
  everyMs: number;
}

export interface SavedProgress {
  id: string;
  dueAt: number;
  /** The key of what the bucket had of an older content, which this one took the place of. */
  replacedKey: string | null;
}

const latest = `SELECT id FROM webhook_deliveries WHERE id BETWEEN ${progressBounds("?1")} ORDER BY id DESC LIMIT 1`;
/** Nobody has begun to send it. */
const isWaiting = "state = 'pending' AND attempt = 0 AND claimed_at IS NULL";

const replacement = `
UPDATE webhook_deliveries SET body = ?2, event = CASE event WHEN 'output' THEN event ELSE ?3 END
WHERE id = (${latest}) AND ${isWaiting}`;

const insertion = `
INSERT INTO webhook_deliveries (
  id, prediction_id, event, url, secret, body, state, attempt, created_at, due_at, owner_id, endpoint_id, sealed_secret, sequence
)
SELECT
  'msg_' || ?1 || '_progress_' || printf('%06d', sequence), ?1, ?3, ?4, '', ?2, 'pending', 0, due_at, due_at, ?5,
  (SELECT id FROM webhook_endpoints WHERE owner_id = ?5 AND url = ?4), ?6, sequence
FROM (
  SELECT coalesce(max(sequence), 1) + 1 AS sequence, max(?7, coalesce(max(claimed_at), 0) + ?8) AS due_at
  FROM webhook_deliveries WHERE id = (${latest})
)
WHERE changes() = 0 AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE id = 'msg_' || ?1 || '_completed')
ON CONFLICT (id) DO NOTHING`;

/**
 * Makes a delivery that tells how far the prediction has come, due when the one before it is `everyMs` old; or puts the content into the one
 * that still waits. Null: its end is told already.
 */
export async function saveProgress(
  db: Database,
  { predictionId, ownerId, event, url, sealedSecret, now, everyMs, ...given }: NewProgress,
): Promise<SavedProgress | null> {
  const d1 = db.$client;
  const body = JSON.stringify(given.body);
  const [old, replaced, , saved] = await d1.batch<{
    id: string;
    key: string | null;
    due_at: number;
  }>([
    d1
      .prepare(
        `SELECT body ->> 'key' AS key FROM webhook_deliveries WHERE id = (${latest}) AND ${isWaiting}`,
      )
      .bind(predictionId),
    d1.prepare(replacement).bind(predictionId, body, event),
    d1.prepare(insertion).bind(predictionId, body, event, url, ownerId, sealedSecret, now, everyMs),
    d1
      .prepare(`SELECT id, due_at FROM webhook_deliveries WHERE id = (${latest}) AND ${isWaiting}`)
      .bind(predictionId),
  ]);
  const row = saved?.results[0];
  if (row === undefined) return null;
  const isReplaced = (replaced?.meta.changes ?? 0) > 0;
  return {
    ...{ id: row.id, dueAt: row.due_at },
    replacedKey: isReplaced ? (old?.results[0]?.key ?? null) : null,
  };
}

const newer = `
SELECT 1 FROM webhook_deliveries
WHERE id = 'msg_' || ?2 || '_completed' OR (id > ?1 AND id BETWEEN ${progressBounds("?2")}) LIMIT 1`;

/** Whether a later delivery of the prediction tells what this one does, and more. */
export async function hasNewerProgress(
  db: Database,
  { id, predictionId }: { id: string; predictionId: string },
): Promise<boolean> {
  return (await db.$client.prepare(newer).bind(id, predictionId).first()) !== null;
}
