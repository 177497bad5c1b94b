import type { BatonLimit, Lease } from "@headgate/shared";

import { adapterFor, type BackendResult } from "../adapters/adapter.ts";
import { listenersTo, wantedBy } from "../callbacks/listeners.ts";
import type { Carrier } from "./carrier.ts";
import { completeLease, endingOf, referenceOf } from "./complete-lease.ts";
import { factsOf } from "./facts-of.ts";
import { refuseLease } from "./refuse-lease.ts";

/**
 * So many leases in a row one Worker carries, for each that it had to begin with: each is a handful of calls, and an invocation has 10,000.
 * What would come after goes through the gate's queue.
 */
const longestChain = 40;

/**
 * Carries detached leases to their backends (where one answers only at the end, to a Worker that waits for it), and then whatever leases
 * come free by that (baton passing). Throws where a gate or the bucket could not be reached, once all the others are through: what was not
 * carried is sent again by the gate's alarm.
 */
export async function dispatchLeases(
  carrier: Carrier,
  leases: Lease[],
  chain = longestChain,
): Promise<void> {
  const carried = await Promise.allSettled(leases.map((lease) => passOn(carrier, lease, chain)));
  for (const one of carried) if (one.status === "rejected") throw one.reason;
}

/** Each lease goes its own way: a backend that is slow to answer holds up no other. */
async function passOn(carrier: Carrier, lease: Lease, chain: number): Promise<void> {
  const limit = chain > 1 ? {} : { carries: 0 };
  await dispatchLeases(carrier, await dispatchLease(carrier, lease, limit), chain - 1);
}

async function dispatchLease(carrier: Carrier, lease: Lease, limit: BatonLimit): Promise<Lease[]> {
  const { backend, predictionId, ticket } = lease;
  const reference = referenceOf(lease);
  const ending = { ...endingOf(lease), ...limit };
  const adapter = adapterFor(backend.protocol, await carrier.fetchTo(backend, ticket));
  if (adapter.submit === null) {
    await carrier.execute(lease);
    return [];
  }
  const input = await carrier.payloads.read(ticket.input);
  if (input === null) return (await completeLease(carrier, ending, inputGone)).leases;
  const listeners = listenersTo(ticket);
  const callbackUrl = await carrier.callbackUrl(reference, listeners);
  const { task } = ticket;
  const callback = { callbackUrl, events: wantedBy(listeners) };
  const submission = await adapter.submit({ backend, predictionId, task, input, ...callback });
  switch (submission.outcome) {
    case "accepted":
      carrier.log("lease.dispatched", { ...factsOf(lease) });
      // The prediction may be over, or elsewhere, by now: then nobody waits for what the backend has just begun.
      if (await carrier.gateOf(predictionId).dispatched({ ...reference, backendId: backend.id }))
        carrier.announce(predictionId);
      else await adapter.cancel({ backend, predictionId, task });
      return [];
    case "ended":
      return (await completeLease(carrier, ending, submission.result)).leases;
    case "refused":
      // It may work on it all the same: it is stopped first, so that the slot is really free when the gate gives it to somebody.
      if (submission.reason === "broken") await adapter.cancel({ backend, predictionId, task });
      return (await refuseLease(carrier, lease, { ...submission, ...limit })).leases;
  }
}

/** How a prediction ends whose input is missing from the bucket. */
export const inputGone: BackendResult = {
  state: "failed",
  output: null,
  error: { source: "internal", message: "The stored input is gone.", detail: null },
  logs: "",
  predictTimeS: null,
  setupTimeS: null,
};
