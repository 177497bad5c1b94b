import {
  type PredictionRecord,
  type PredictionRoutingFacts,
  type RoutingReceipt,
  toWireTime,
} from "@headgate/shared";

/** What a prediction was asked to be, where it stands, what it went through and how long that took. */
export function toRoutingFacts(record: PredictionRecord & Waiting): PredictionRoutingFacts {
  const { deadlineAt, receipt, outcome, queue = null } = record;
  return {
    priority: record.priority,
    cost: record.cost,
    deadline: deadlineAt === null ? null : toWireTime(deadlineAt),
    queue:
      queue === null ? null : { position: queue.position, estimate_s: secondsOf(queue.estimateMs) },
    metrics: toMetrics(record),
    receipt: receipt === null ? null : toReceipt(receipt),
    output_problems: outcome?.outputProblems ?? null,
  };
}

/** Only a gate knows where a prediction stands in its queue. */
interface Waiting {
  queue?: { position: number; estimateMs: number | null } | null;
}

function toMetrics(record: PredictionRecord): PredictionRoutingFacts["metrics"] {
  const { createdAt, startedAt, completedAt, outcome } = record;
  const ranMs = startedAt === null || completedAt === null ? null : completedAt - startedAt;
  const waitedUntil = startedAt ?? completedAt;
  return {
    queue_time_s: waitedUntil === null ? null : secondsOf(waitedUntil - createdAt),
    setup_time_s: outcome?.setupTimeS ?? null,
    predict_time_s: outcome?.predictTimeS ?? secondsOf(ranMs),
    total_time_s: completedAt === null ? null : secondsOf(completedAt - createdAt),
  };
}

function toReceipt(receipt: RoutingReceipt): NonNullable<PredictionRoutingFacts["receipt"]> {
  return {
    waited_s: receipt.waitedMs / 1000,
    reason: receipt.reason,
    candidates: receipt.candidates.map(({ backendId, ...candidate }) => ({
      backend_id: backendId,
      ...candidate,
    })),
    attempts: receipt.attempts.map(({ backendId, at, outcome }) => ({
      backend_id: backendId,
      at: toWireTime(at),
      outcome,
    })),
  };
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
