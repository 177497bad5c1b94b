import {
  type BackendResult,
  callerLeft,
  canceled,
  completeLease,
  dispatchLeases,
  endingOf,
} from "@headgate/routing";
import type { Lease, PredictionRecord } from "@headgate/shared";

import { readRecord } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";
import { admitPrediction, type Candidate } from "./admit-prediction.ts";
import { respondWithPrediction } from "./show-prediction.ts";
import { tryBackend } from "./try-backend.ts";

/**
 * Runs a direct prediction to its end on this connection: admits it, waits for a lease, submits synchronously, completes and answers.
 * The caller's going away cancels it, on the backend too. `input` is JSON text.
 */
export async function ownPrediction(
  api: ApiContext,
  candidate: Candidate & { input: string },
): Promise<Response> {
  const work = runToEnd(api, candidate);
  // The runtime drops the handler of a caller who has gone; the cancel must still be carried out. A failure is told below.
  api.background(work.catch(() => undefined));
  return respondWithPrediction(api, await work);
}

async function runToEnd(
  api: ApiContext,
  { input, ...candidate }: Candidate & { input: string },
): Promise<PredictionRecord> {
  const { id } = candidate;
  let lease = (await admitPrediction(api, candidate)) ?? (await awaitLease(api, id));
  while (lease !== null) {
    const step = await tryBackend(api, lease, input);
    if ("record" in step) return step.record;
    lease = step.next ?? (await awaitLease(api, id));
  }
  return readRecord(api, id);
}

/** Waits in the queue for this prediction's turn. Null where it ended, or was stopped: the caller left, or somebody canceled it. */
async function awaitLease(api: ApiContext, id: string): Promise<Lease | null> {
  const message = await api.carrier.hear({ predictionId: id, signal: api.request.signal });
  if (message?.type === "lease") return message.lease;
  if (message === null) await leaveQueue(api, id, callerLeft);
  else if (message.type === "cancel") await leaveQueue(api, id, canceled);
  return null;
}

/** It may have got its lease at the last moment. */
async function leaveQueue(api: ApiContext, id: string, result: BackendResult): Promise<void> {
  const { carrier, background } = api;
  const cancellation = await carrier.gateOf(id).cancel(id);
  background(dispatchLeases(carrier, cancellation.leases));
  if (cancellation.outcome === "canceled") carrier.announce(id);
  if (cancellation.outcome !== "requested") return;
  const { leases } = await completeLease(carrier, endingOf(cancellation.lease), result);
  background(dispatchLeases(carrier, leases));
}
