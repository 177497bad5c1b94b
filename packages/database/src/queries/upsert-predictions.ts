import { type PredictionRecord, parsePredictionId } from "@headgate/shared";

import type { Database } from "../database.ts";
import { countPredictions } from "./count-predictions.ts";
import { jsonChunks } from "./json-chunks.ts";

/** 0 queued, 1 running, 2 ended. */
const rank = (row: "predictions" | "excluded"): string =>
  `CASE ${row}.state WHEN 'queued' THEN 0 WHEN 'running' THEN 1 ELSE 2 END`;

/** Without the materialized table SQLite would write and parse a record's JSON anew for each of its columns. */
const statement = `
WITH told AS MATERIALIZED (SELECT value AS record FROM json_each(?1))
INSERT INTO predictions (
  id, version_key, model_id, caller_id, state, mode, input, output, error, logs, webhook_url, backend_id,
  epoch, attempt, cancel_requested, predict_time_s, created_at, started_at, completed_at, task, token_id,
  priority, cost, deadline_at, streams, traceparent, training, setup_time_s, output_problems, receipt
)
SELECT
  record ->> 'id', version.key, version.model_id, record ->> 'callerId', record ->> 'state', record ->> 'mode',
  record -> 'input', nullif(record -> 'output', 'null'), nullif(record -> 'error', 'null'), record ->> 'logs',
  record ->> 'webhookUrl', record ->> 'backendId', record ->> 'epoch', record ->> 'attempt',
  record ->> 'cancelRequested', record ->> 'predictTimeS', record ->> 'createdAt', record ->> 'startedAt',
  record ->> 'completedAt', record ->> 'task', record ->> 'tokenId', record ->> 'priority', record ->> 'cost',
  record ->> 'deadlineAt', record ->> 'streams', record ->> 'traceparent', nullif(record -> 'training', 'null'),
  record ->> 'setupTimeS', nullif(record -> 'outputProblems', 'null'), nullif(record -> 'receipt', 'null')
FROM told
CROSS JOIN versions AS version ON version.key = record ->> 'versionKey'
WHERE true
ON CONFLICT (id) DO UPDATE SET
  state = excluded.state, output = excluded.output, error = excluded.error, logs = excluded.logs,
  backend_id = excluded.backend_id, epoch = excluded.epoch, attempt = excluded.attempt,
  cancel_requested = excluded.cancel_requested, predict_time_s = excluded.predict_time_s,
  started_at = excluded.started_at, completed_at = excluded.completed_at, setup_time_s = excluded.setup_time_s,
  output_problems = excluded.output_problems, receipt = excluded.receipt
WHERE ${rank("predictions")} < 2 AND (
  ${rank("excluded")} = 2
  OR excluded.epoch > predictions.epoch
  OR (excluded.epoch = predictions.epoch AND ${rank("excluded")} >= ${rank("predictions")})
)
RETURNING id`;

/**
 * Writes what gates told, in any order and as often as it comes: what ended stays as it ended, and otherwise the
 * newer epoch wins, then the later state. Whatever ends is counted, once. One transaction for every megabyte. A record whose id is none, or whose
 * version this database does not have, is left out. Gives the ids of those that it wrote: what is known to have ended is not among them.
 */
export async function upsertPredictions(
  db: Database,
  records: readonly PredictionRecord[],
): Promise<Set<string>> {
  const written = new Set<string>();
  const count = db.$client.prepare(countPredictions);
  const upsert = db.$client.prepare(statement);
  for (const chunk of jsonChunks(records.flatMap(toStored))) {
    const [, upserted] = await db.$client.batch<{ id: string }>([
      count.bind(chunk),
      upsert.bind(chunk),
    ]);
    for (const { id } of upserted?.results ?? []) written.add(id);
  }
  return written;
}

function toStored(record: PredictionRecord): unknown[] {
  const route = parsePredictionId(record.id);
  if (route === null) return [];
  const { outcome, webhook, ...known } = record;
  return [
    {
      ...known,
      versionKey: route.versionKey,
      output: outcome?.output ?? null,
      error: outcome?.error ?? null,
      logs: outcome?.logs ?? "",
      predictTimeS: outcome?.predictTimeS ?? null,
      setupTimeS: outcome?.setupTimeS ?? null,
      outputProblems: outcome?.outputProblems ?? null,
      webhookUrl: webhook?.url ?? null,
    },
  ];
}
