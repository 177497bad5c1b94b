import { dispatchLeases } from "@headgate/routing";
import { type GateConfig, HeadgateError, type Lease, type Ticket } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { logAdmission } from "./log-admission.ts";
import { noteFree } from "./try-shards.ts";

/** A prediction as its gate is to take it. */
export interface Candidate {
  id: string;
  ticket: Ticket;
  config: GateConfig;
}

/**
 * Takes a prediction into its gate, telling the gate the version's configuration where it knows an older one. Gives its lease; null
 * where it waits in the queue. `queue_full` where there is no room: then nothing is left of it.
 */
export async function admitPrediction(
  api: ApiContext,
  { id, ticket, config }: Candidate,
): Promise<Lease | null> {
  const gate = api.carrier.gateOf(id);
  const request = { id, configEpoch: config.epoch, ticket };
  let admission = await gate.admit(request);
  if (admission.outcome === "config_wanted") {
    const { leases } = await gate.configure(config);
    api.background(dispatchLeases(api.carrier, leases));
    admission = await gate.admit(request);
  }
  if ("free" in admission) noteFree(id, admission.free);
  logAdmission(api, { id, ticket }, admission.outcome);
  switch (admission.outcome) {
    case "leased":
      return admission.lease;
    case "queued":
      return null;
    case "full":
      discardInput(api, ticket);
      throw new HeadgateError(
        "queue_full",
        "every backend of the version is busy and its queue is full; try again later",
        { retryAfterMs: admission.retryAfterMs },
      );
    case "ended":
      // Another attempt under the same idempotency key was faster.
      return null;
    case "stale":
      throw new HeadgateError(
        "conflict",
        "the first call with this Idempotency-Key was cut off before it made anything, too long ago to go on; send another key",
      );
    case "config_wanted":
      throw new Error("the gate wants another configuration than it was just given");
  }
}

/** A large input is stored before it is admitted, since whoever holds the lease reads it. */
function discardInput({ env, background }: ApiContext, { input }: Ticket): void {
  if ("key" in input) background(env.PAYLOADS.delete(input.key));
}
