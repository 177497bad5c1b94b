import type { Lease } from "@headgate/shared";

import { adapterFor } from "../adapters/adapter.ts";
import { canceled } from "./canceled.ts";
import type { Carrier } from "./carrier.ts";
import { completeLease, endingOf } from "./complete-lease.ts";

/**
 * Stops a prediction on its backend. One that knows it answers with a callback; one that does not has nothing to stop, so that the
 * prediction ends here. Gives the leases that come free.
 */
export async function cancelLease(carrier: Carrier, lease: Lease): Promise<Lease[]> {
  const { backend, predictionId, ticket } = lease;
  const fetcher = await carrier.fetchTo(backend, ticket);
  const answer = await adapterFor(backend.protocol, fetcher).cancel({
    ...{ backend, predictionId },
    task: ticket.task,
  });
  carrier.log("backend.cancel", { predictionId, backendId: backend.id, answer });
  if (answer !== "unknown") return [];
  const completion = await completeLease(carrier, endingOf(lease), canceled);
  return completion.leases;
}
