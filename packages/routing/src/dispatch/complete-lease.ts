import type { Completion, Lease, LeaseReference, Outcome } from "@headgate/shared";

import type { BackendResult } from "../adapters/adapter.ts";
import { outputKey } from "../payloads/payload-store.ts";
import type { Carrier } from "./carrier.ts";

/** A result as it is stored: its output by reference where it is large. */
async function toOutcome(
  carrier: Carrier,
  lease: LeaseReference,
  result: BackendResult,
): Promise<Outcome> {
  const text = JSON.stringify(result.output ?? null);
  const key = outputKey(lease.id, lease.epoch);
  const output = text === "null" ? null : await carrier.payloads.write(key, text);
  const { state, error, logs, predictTimeS, setupTimeS } = result;
  return { state, output, error, logs, predictTimeS, setupTimeS, outputProblems: null };
}

/** Ends the prediction of a lease. Its slot's next leases are in the answer, for the caller to dispatch. */
export async function completeLease(
  carrier: Carrier,
  lease: LeaseReference,
  result: BackendResult,
): Promise<Completion & { stored: Outcome }> {
  const stored = await toOutcome(carrier, lease, result);
  const completion = await carrier.gateOf(lease.id).complete({ ...lease, outcome: stored });
  if (completion.outcome === "completed") carrier.announce(lease.id);
  return { ...completion, stored };
}

export function referenceOf({ predictionId, epoch }: Lease): LeaseReference {
  return { id: predictionId, epoch };
}
