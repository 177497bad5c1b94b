import { traceIdOf } from "@headgate/routing";
import type { PredictionRecord } from "@headgate/shared";

import { log } from "./log.ts";

/** One line on how a prediction ended and how long it took. */
export function logEnd(record: PredictionRecord): void {
  const { createdAt, startedAt, completedAt, outcome, receipt } = record;
  const endedAt = completedAt ?? createdAt;
  log("prediction.ended", {
    ...{ predictionId: record.id, state: record.state, backendId: record.backendId },
    version: `${record.owner}/${record.model}:${record.number}`,
    ...{ mode: record.mode, attempt: record.attempt, reason: receipt?.reason ?? null },
    queueMs: (startedAt ?? endedAt) - createdAt,
    runMs: startedAt === null ? null : endedAt - startedAt,
    predictTimeS: outcome?.predictTimeS ?? null,
    problems: outcome?.outputProblems?.length ?? null,
    traceId: traceIdOf(record.traceparent),
  });
}
