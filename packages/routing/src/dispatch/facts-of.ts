import type { Lease } from "@headgate/shared";

import { traceIdOf } from "../predictions/trace-id-of.ts";

/** What log lines say of a lease. */
export function factsOf({ predictionId, backend, ticket, epoch, attempt }: Lease): object {
  return {
    predictionId,
    backendId: backend.id,
    version: `${ticket.owner}/${ticket.model}:${ticket.number}`,
    ...{ epoch, attempt },
    traceId: traceIdOf(ticket.traceparent),
  };
}
