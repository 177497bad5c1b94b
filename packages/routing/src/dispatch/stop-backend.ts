import type { Lease } from "@headgate/shared";

import { adapterFor, type BackendAdapter } from "../adapters/adapter.ts";
import type { Carrier } from "./carrier.ts";
import { factsOf } from "./facts-of.ts";

/** Has the backend of a lease stop working on its prediction, as far as it knows of it. */
export async function stopBackend(
  carrier: Carrier,
  lease: Lease,
): ReturnType<BackendAdapter["cancel"]> {
  const { backend, predictionId, ticket } = lease;
  const { task, traceparent } = ticket;
  const adapter = adapterFor(backend.protocol, await carrier.fetchTo(backend, { traceparent }));
  const answer = await adapter.cancel({ backend, predictionId, task });
  carrier.log("backend.cancel", { ...factsOf(lease), answer });
  return answer;
}
