const sums = [
  ...["succeeded", "failed", "canceled", "expired", "checked_outputs", "invalid_outputs"],
  ...["attempts", "queue_s", "setup_s", "run_s"],
];
const outcomes = ["busy", "unreachable", "broken", "lost", "failed"];
const columns = [...sums, ...outcomes.map((outcome) => `${outcome}_attempts`)];

const hasEnded = (state: string): string => `${state} NOT IN ('queued', 'running')`;
const state = "record ->> 'state'";
const seconds = (from: string, to: string): string =>
  `coalesce((record ->> '${to}') - (record ->> '${from}'), 0) / 1000.0`;

/**
 * Counts the predictions in `?1` (a JSON array of records) that are told as ended for the first time, each at the backend that had it
 * last, and its earlier attempts at theirs. To run in one transaction with what stores them, and before it. Of a prediction that is there
 * more than once, the first end counts, which is the one that is stored.
 */
export const countPredictions = `
WITH ended AS (
  SELECT min(each.key), each.value AS record FROM json_each(?1) AS each
  CROSS JOIN versions AS version ON version.key = each.value ->> 'versionKey'
  WHERE ${hasEnded("each.value ->> 'state'")} AND NOT EXISTS (
    SELECT 1 FROM predictions WHERE id = each.value ->> 'id' AND ${hasEnded("predictions.state")}
  )
  GROUP BY each.value ->> 'id'
), facts (version_key, backend_id, ${columns.join(", ")}) AS (
  SELECT
    record ->> 'versionKey', coalesce(record ->> 'backendId', ''),
    ${state} = 'succeeded', ${state} = 'failed', ${state} = 'canceled', ${state} = 'expired',
    (record -> 'outputProblems') <> 'null', coalesce(json_array_length(record, '$.outputProblems'), 0) > 0,
    record ->> 'attempt',
    coalesce((record ->> 'startedAt'), (record ->> 'completedAt'), 0) / 1000.0 - (record ->> 'createdAt') / 1000.0,
    coalesce(record ->> 'setupTimeS', 0), ${seconds("startedAt", "completedAt")},
    ${outcomes.map(() => "0").join(", ")}
  FROM ended
  UNION ALL
  SELECT
    record ->> 'versionKey', attempt.value ->> 'backendId', ${sums.map(() => "0").join(", ")},
    ${outcomes.map((outcome) => `attempt.value ->> 'outcome' = '${outcome}'`).join(", ")}
  FROM ended CROSS JOIN json_each(ended.record, '$.receipt.attempts') AS attempt
)
INSERT INTO prediction_statistics (version_key, backend_id, ${columns.join(", ")})
SELECT version_key, backend_id, ${columns.map((column) => `sum(${column})`).join(", ")}
FROM facts WHERE true GROUP BY version_key, backend_id
ON CONFLICT (version_key, backend_id) DO UPDATE SET
  ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`;
