import {
  callerLeft,
  canceled,
  dispatchLeases,
  holdLease,
  runLease,
  type Telling,
} from "@headgate/routing";
import type { Lease, Outcome, PredictionRecord } from "@headgate/shared";

import { readRecord } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";

/** The caller of a direct prediction, whose connection owns it. */
export interface DirectCaller {
  /** Aborts when it has gone. */
  left: AbortSignal;
  /** Where it goes what a lease's backend tells on the way; null: to nobody. */
  tellingOf: (lease: Lease) => Telling | null;
}

/** It has ended, or is to be tried on the backend of `next`; null: it waits for one. */
export type Step = { record: PredictionRecord } | { next: Lease | null };

/** Within the life of a direct lease three times. */
const holder = { id: null, renewEveryMs: 10_000 };

/** Runs a direct prediction on the backend of its lease, for as long as the caller stays. `input` is JSON text. */
export async function tryBackend(
  api: ApiContext,
  { lease, input }: { lease: Lease; input: string },
  { left, tellingOf }: DirectCaller,
): Promise<Step> {
  const { carrier } = api;
  const held = holdLease(carrier, lease, { ...holder, left });
  const stopped = () => (left.aborted ? callerLeft : canceled);
  const run = { input, signal: held.signal, telling: tellingOf(lease), stopped };
  const end = await runLease(carrier, lease, run).finally(held.release);
  const next = takeOwn(api, lease.predictionId, end.leases);
  switch (end.outcome) {
    case "completed": {
      const { startedAt, completedAt, receipt } = end;
      return { record: { ...endedRecord(lease, end.stored), startedAt, completedAt, receipt } };
    }
    case "retried":
    case "requeued":
      return { next };
    case "ended":
    case "ignored":
      return { record: await readRecord(api, lease.predictionId) };
  }
}

/** The prediction's own next lease, if it has one at once; the others are dispatched. */
function takeOwn(
  { carrier, background }: ApiContext,
  predictionId: string,
  leases: Lease[],
): Lease | null {
  const others = leases.filter((lease) => lease.predictionId !== predictionId);
  if (others.length > 0) background(dispatchLeases(carrier, others));
  return leases.find((lease) => lease.predictionId === predictionId) ?? null;
}

function endedRecord(
  { predictionId, epoch, attempt, backend, ticket }: Lease,
  outcome: Outcome,
): Omit<PredictionRecord, "startedAt" | "completedAt" | "receipt"> {
  return {
    ...ticket,
    id: predictionId,
    state: outcome.state,
    backendId: backend.id,
    epoch,
    attempt,
    cancelRequested: false,
    outcome,
  };
}
