import {
  type BackendResult,
  callerLeft,
  canceled,
  completeLease,
  dispatchLeases,
  endingOf,
  holdLease,
  runLease,
} from "@headgate/routing";
import type { Completion, Lease, Outcome, PredictionRecord } from "@headgate/shared";

import { readRecord } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";

/** It has ended, or is to be tried on the backend of `next`; null: it waits for one. */
export type Step = { record: PredictionRecord } | { next: Lease | null };

/** Within the life of a direct lease three times. */
const holder = { id: null, renewEveryMs: 10_000 };

/** Runs a direct prediction on the backend of its lease, for as long as the caller stays. `input` is JSON text. */
export async function tryBackend(api: ApiContext, lease: Lease, input: string): Promise<Step> {
  const { carrier, request } = api;
  const held = holdLease(carrier, lease, holder);
  const signal = AbortSignal.any([held.signal, request.signal]);
  const stopped = () => (request.signal.aborted ? callerLeft : canceled);
  const end = await runLease(carrier, lease, { input, signal, telling: null, stopped }).finally(
    held.release,
  );
  if (end.outcome === "ended") return { record: await showEnd(api, lease, end.completion) };
  return { next: takeOwn(api, lease.predictionId, end.leases) };
}

/** Ends the prediction of a lease, unless it has ended already; gives it as it is then. */
export async function endLease(
  api: ApiContext,
  lease: Lease,
  result: BackendResult,
): Promise<PredictionRecord> {
  return showEnd(api, lease, await completeLease(api.carrier, endingOf(lease), result));
}

async function showEnd(
  api: ApiContext,
  lease: Lease,
  completion: Completion & { stored: Outcome },
): Promise<PredictionRecord> {
  api.background(dispatchLeases(api.carrier, completion.leases));
  if (completion.outcome !== "completed") return readRecord(api, lease.predictionId);
  const { startedAt, completedAt, stored } = completion;
  return { ...endedRecord(lease, stored), startedAt, completedAt };
}

/** The prediction's own next lease, if it has one at once; the others are dispatched. */
function takeOwn(
  { carrier, background }: ApiContext,
  predictionId: string,
  leases: Lease[],
): Lease | null {
  const others = leases.filter((lease) => lease.predictionId !== predictionId);
  background(dispatchLeases(carrier, others));
  return leases.find((lease) => lease.predictionId === predictionId) ?? null;
}
function endedRecord(
  { predictionId, epoch, attempt, backend, ticket }: Lease,
  outcome: Outcome,
): Omit<PredictionRecord, "startedAt" | "completedAt"> {
  return {
    ...ticket,
    id: predictionId,
    state: outcome.state,
    backendId: backend.id,
    epoch,
    attempt,
    cancelRequested: false,
    outcome,
    receipt: null,
  };
}
