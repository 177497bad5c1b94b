import type { Lease, Refusal } from "@headgate/shared";

import type { Submission } from "../adapters/adapter.ts";
import type { Carrier } from "./carrier.ts";
import { referenceOf } from "./complete-lease.ts";

/**
 * Tells the gate that a backend would not have a lease, and history where that was the last attempt. Leases that come free are in the
 * answer, for the caller to dispatch.
 */
export async function refuseLease(
  carrier: Carrier,
  lease: Lease,
  refused: Omit<Extract<Submission, { outcome: "refused" }>, "outcome">,
): Promise<Refusal> {
  const { predictionId, backend } = lease;
  const { reason, retryAfterMs, detail } = refused;
  carrier.log("backend.refused", { predictionId, backendId: backend.id, reason, detail });
  const request = { ...referenceOf(lease), reason, retryAfterMs, detail };
  const refusal = await carrier.gateOf(predictionId).refuse(request);
  if (refusal.outcome === "ended") carrier.announce(predictionId);
  return refusal;
}
