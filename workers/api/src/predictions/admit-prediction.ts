import { dispatchLeases, openGate } from "@headgate/routing";
import { HeadgateError, type GateConfig, type Lease, type Ticket } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";

/** Where an admitted prediction stands: with a lease, or (null) in the queue. */
export type Admitted = { lease: Lease | null };

/** Takes a prediction into its gate, telling the gate the version's configuration where it knows an older one. */
export async function admitPrediction(
  api: ApiContext,
  { id, ticket, config }: { id: string; ticket: Ticket; config: GateConfig },
): Promise<Admitted> {
  const gate = openGate(api.env.GATE, id);
  const request = { id, configEpoch: config.epoch, ticket };
  let admission = await gate.admit(request);
  if (admission.outcome === "config_wanted") {
    const { leases } = await gate.configure(config);
    api.background(dispatchLeases(api.carrier, leases));
    admission = await gate.admit(request);
  }
  switch (admission.outcome) {
    case "leased":
      return { lease: admission.lease };
    case "queued":
      return { lease: null };
    case "full":
      throw new HeadgateError(
        "queue_full",
        "every backend of the version is busy and its queue is full; try again later",
        { retryAfterMs: admission.retryAfterMs },
      );
    case "config_wanted":
    case "stale":
    case "ended":
      // Only a repeat of an id could get one of these, and this id is new.
      throw new Error(`the gate answered ${admission.outcome} to a new prediction`);
  }
}
