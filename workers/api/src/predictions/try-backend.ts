import {
  adapterFor,
  type BackendResult,
  completeLease,
  dispatchLeases,
  referenceOf,
  type Submission,
} from "@headgate/routing";
import type { Lease, Outcome, PredictionRecord } from "@headgate/shared";

import { readRecord } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";
import { holdLease } from "./hold-lease.ts";

/** It has ended, or is to be tried on the backend of `next`; null: it waits for one. */
export type Step = { record: PredictionRecord } | { next: Lease | null };

/** Runs a direct prediction on the backend of its lease, for as long as the caller stays. `input` is JSON text. */
export async function tryBackend(api: ApiContext, lease: Lease, input: string): Promise<Step> {
  const { backend, predictionId, ticket } = lease;
  const { task } = ticket;
  const held = holdLease(api, lease);
  const { signal } = held;
  const adapter = adapterFor(backend.protocol, await api.carrier.fetchTo(backend, ticket));
  const submission = await adapter
    .predict({ backend, predictionId, task, input, signal })
    .finally(held.release);
  if (submission.outcome === "ended") {
    return { record: await endLease(api, lease, submission.result) };
  }
  if (!signal.aborted) return { next: await passOver(api, lease, submission) };
  const answer = await adapter.cancel({ backend, predictionId, task });
  api.carrier.log("backend.cancel", { predictionId, backendId: backend.id, answer });
  return { record: await endLease(api, lease, callerLeft) };
}

/** Ends the prediction of a lease, unless it has ended already; gives it as it is then. */
export async function endLease(
  api: ApiContext,
  lease: Lease,
  result: BackendResult,
): Promise<PredictionRecord> {
  const completion = await completeLease(api.carrier, referenceOf(lease), result);
  api.background(dispatchLeases(api.carrier, completion.leases));
  if (completion.outcome === "ignored") return readRecord(api, lease.predictionId);
  const { startedAt, completedAt, stored } = completion;
  return { ...endedRecord(lease, stored), startedAt, completedAt };
}

/** Tells the gate that the backend would not have it. Gives the prediction's next lease, if it has one at once. */
async function passOver(
  { carrier, background }: ApiContext,
  lease: Lease,
  submission: Exclude<Submission, { outcome: "ended" }>,
): Promise<Lease | null> {
  const { predictionId, backend } = lease;
  const refusal = submission.outcome === "refused" ? submission : leftUnfinished;
  const { reason, retryAfterMs, detail } = refusal;
  carrier.log("backend.refused", { predictionId, backendId: backend.id, reason, detail });
  const gate = carrier.gateOf(predictionId);
  const { leases } = await gate.refuse({ ...referenceOf(lease), reason, retryAfterMs, detail });
  background(
    dispatchLeases(
      carrier,
      leases.filter((next) => next.predictionId !== predictionId),
    ),
  );
  return leases.find((next) => next.predictionId === predictionId) ?? null;
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

/** A backend that was asked to run it to its end, and answers that it will call back. */
const leftUnfinished = {
  reason: "broken",
  retryAfterMs: null,
  detail: "it took a prediction without finishing it",
} as const;

export const callerLeft: BackendResult = {
  state: "canceled",
  output: null,
  error: {
    source: "external",
    message: "The caller left before the prediction ended.",
    detail: null,
  },
  logs: "",
  predictTimeS: null,
  setupTimeS: null,
};
