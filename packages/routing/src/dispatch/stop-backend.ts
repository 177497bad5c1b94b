import type { Lease } from "@headgate/shared";

import { adapterFor, type BackendAdapter } from "../adapters/adapter.ts";
import type { Carrier } from "./carrier.ts";

/** Has the backend of a lease stop working on its prediction, as far as it knows of it. */
export async function stopBackend(
  carrier: Carrier,
  { backend, predictionId, ticket: { task, traceparent } }: Lease,
): ReturnType<BackendAdapter["cancel"]> {
  const adapter = adapterFor(backend.protocol, await carrier.fetchTo(backend, { traceparent }));
  const answer = await adapter.cancel({ backend, predictionId, task });
  carrier.log("backend.cancel", { predictionId, backendId: backend.id, answer });
  return answer;
}
