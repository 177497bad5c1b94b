import type { Database } from "../database.ts";

/** A prediction whose data is to be removed. */
export interface RemovablePrediction {
  id: string;
  /** Its leases were counted up to this one. */
  epoch: number;
  /** Whether its stream may still be there. */
  streams: boolean;
}

/** A stream is gone an hour after the end: then there is nothing to ask it. */
const streamKeptMs = 2 * 60 * 60_000;

const removable = `
SELECT prediction.id, prediction.epoch, prediction.streams AND prediction.completed_at > ?1 - ?3 AS streams
FROM models AS model
CROSS JOIN predictions AS prediction INDEXED BY predictions_model_id_completed_at_index
  ON prediction.model_id = model.id AND prediction.completed_at <= ?1 - model.data_retention_s * 1000
WHERE model.data_retention_s IS NOT NULL
  AND prediction.completed_at IS NOT NULL AND prediction.data_removed_at IS NULL
LIMIT ?2`;

/** Predictions that ended longer ago than their model keeps data. */
export async function listRemovablePredictions(
  { $client: d1 }: Database,
  { now, limit }: { now: number; limit: number },
): Promise<RemovablePrediction[]> {
  const { results } = await d1.prepare(removable).bind(now, limit, streamKeptMs).all<Row>();
  return results.map((row) => ({ ...row, streams: row.streams === 1 }));
}

type Row = Omit<RemovablePrediction, "streams"> & { streams: number };

/**
 * Removes what went into predictions that have ended, and what came out of them. Of an error what it says in one sentence stays, and of an
 * output that it was as its schema says. Answers that are kept under idempotency keys are then made anew. Doing it again changes nothing.
 */
export async function removePredictionData(
  { $client: d1 }: Database,
  { ids, at }: { ids: readonly string[]; at: number },
): Promise<void> {
  const listed = JSON.stringify(ids);
  await d1.batch([
    d1
      .prepare(
        `UPDATE idempotency_keys SET body = NULL
         WHERE pinned IS NOT NULL AND substr(pinned, 1, 36) IN (SELECT value FROM json_each(?1))`,
      )
      .bind(listed),
    d1
      .prepare(
        `UPDATE predictions SET
           input = '{"inline":"null"}', output = NULL, logs = '',
           output_problems = CASE output_problems WHEN '[]' THEN output_problems END,
           error = json_set(error, '$.detail', NULL), data_removed_at = ?2
         WHERE id IN (SELECT value FROM json_each(?1))
           AND completed_at IS NOT NULL AND data_removed_at IS NULL`,
      )
      .bind(listed, at),
  ]);
}

/** Where the data of a prediction lies. */
export interface PredictionPayloads {
  id: string;
  hasEnded: boolean;
  /** Keys in the bucket; null: it is in the row, or there is none. */
  inputKey: string | null;
  outputKey: string | null;
}

/** Of those of the predictions that history has. */
export async function listPredictionPayloads(
  { $client: d1 }: Database,
  ids: readonly string[],
): Promise<PredictionPayloads[]> {
  const { results } = await d1
    .prepare(
      `SELECT id, completed_at IS NOT NULL AS hasEnded, input ->> 'key' AS inputKey, output ->> 'key' AS outputKey
       FROM predictions WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(ids))
    .all<Omit<PredictionPayloads, "hasEnded"> & { hasEnded: 0 | 1 }>();
  return results.map((row) => ({ ...row, hasEnded: row.hasEnded === 1 }));
}
