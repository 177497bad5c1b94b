import type { BatonLimit, Lease, Refusal } from "@headgate/shared";

import type { Submission } from "../adapters/adapter.ts";
import type { Carrier } from "./carrier.ts";
import { referenceOf } from "./complete-lease.ts";
import { factsOf } from "./facts-of.ts";

/**
 * Tells the gate that a backend would not have a lease, and history where that was the last attempt. Leases that come free are in the
 * answer, for the caller to dispatch.
 */
export async function refuseLease(
  carrier: Carrier,
  lease: Lease,
  refused: Omit<Extract<Submission, { outcome: "refused" }>, "outcome"> & BatonLimit,
): Promise<Refusal> {
  const { predictionId } = lease;
  const { reason, retryAfterMs, detail, carries } = refused;
  carrier.log("backend.refused", { ...factsOf(lease), reason, detail });
  const request = { ...referenceOf(lease), reason, retryAfterMs, detail };
  const limit = carries === undefined ? {} : { carries };
  const refusal = await carrier.gateOf(predictionId).refuse({ ...request, ...limit });
  if (refusal.outcome === "ended") carrier.announce(predictionId);
  return refusal;
}
