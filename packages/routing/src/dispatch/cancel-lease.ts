import type { Lease } from "@headgate/shared";

import { canceled } from "./canceled.ts";
import type { Carrier } from "./carrier.ts";
import { completeLease, endingOf } from "./complete-lease.ts";
import { stopBackend } from "./stop-backend.ts";

/**
 * Stops a prediction on its backend. One that knows it answers with a callback; one that does not has nothing to stop, so that the
 * prediction ends here, unless somebody holds its lease: the backend may know it by their connection only, and they end it. Gives the
 * leases that come free.
 */
export async function cancelLease(
  carrier: Carrier,
  lease: Lease,
  { isHeld }: { isHeld: boolean },
): Promise<Lease[]> {
  const answer = await stopBackend(carrier, lease);
  if (answer !== "unknown" || isHeld) return [];
  return (await completeLease(carrier, endingOf(lease), canceled)).leases;
}
