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
import { type DirectCaller, tryBackend } from "./try-backend.ts";

export interface DirectPrediction {
  id: string;
  /** JSON text. */
  input: string;
  /** Null: it waits for one. */
  lease: Lease | null;
}

/**
 * Runs a direct prediction that was admitted to its end: waits for a lease, stays with its backend, completes. The caller's going away
 * cancels it, on the backend too.
 */
export async function runToEnd(
  api: ApiContext,
  { id, input, lease: first }: DirectPrediction,
  caller: DirectCaller,
): Promise<PredictionRecord> {
  let lease = first ?? (await awaitLease(api, id, caller));
  while (lease !== null) {
    const step = await tryBackend(api, { lease, input }, caller);
    if ("record" in step) return step.record;
    lease = step.next ?? (await awaitLease(api, id, caller));
  }
  return readRecord(api, id);
}

/** Waits in the queue for this prediction's turn. Null where it ended, or was stopped: the caller left, or somebody canceled it. */
async function awaitLease(
  api: ApiContext,
  id: string,
  { left }: DirectCaller,
): Promise<Lease | null> {
  const message = await api.carrier.hear({ predictionId: id, signal: left });
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
