import {
  canceled,
  type Carrier,
  completeLease,
  dispatchLeases,
  endingOf,
  factsOf,
  holdLease,
  inputGone,
  openTelling,
  referenceOf,
  runLease,
  sendEvents,
} from "@headgate/routing";
import type { Lease } from "@headgate/shared";

import { createCarrier } from "../create-carrier.ts";
import { errorText } from "../error-text.ts";
import { log } from "../log.ts";

/** Within the life of a lease that is held three times. */
const renewEveryMs = 20_000;

/**
 * Runs a detached prediction on a backend that answers only at its end, or tells on the way what it does. Whoever claims the lease first has
 * it: coming a second time, it does nothing. Never throws: what breaks off here leaves a lease that runs out, and that the gate sends again
 * where repeating it is safe.
 */
export async function executeLease(env: Env, lease: Lease): Promise<void> {
  const { predictionId } = lease;
  const announcing: Promise<void>[] = [];
  const carrier = createCarrier(env, (id) => void announcing.push(announce(env, id)));
  try {
    await dispatchLeases(carrier, await claimAndRun(carrier, lease));
  } catch (error) {
    log("lease.failed", { task: "execute", predictionId, error: errorText(error) });
  }
  await Promise.all(announcing);
}

/** Gives the leases that come free. */
async function claimAndRun(carrier: Carrier, lease: Lease): Promise<Lease[]> {
  const { predictionId, ticket } = lease;
  const reference = referenceOf(lease);
  const holder = { id: crypto.randomUUID(), renewEveryMs };
  if (!(await carrier.gateOf(predictionId).renew({ ...reference, holder: holder.id }))) {
    log("lease.unclaimed", { predictionId, epoch: lease.epoch });
    return [];
  }
  log("lease.claimed", { ...factsOf(lease) });
  const held = holdLease(carrier, lease, holder);
  try {
    const input = await carrier.payloads.read(ticket.input);
    if (input === null) return (await completeLease(carrier, endingOf(lease), inputGone)).leases;
    const telling = openTelling(carrier, lease);
    const run = { input, telling, signal: held.signal, stopped: () => canceled };
    return (await runLease(carrier, lease, run)).leases;
  } finally {
    held.release();
  }
}

/** Lost, it costs history some time: the gate announces what ended again. */
async function announce(env: Env, predictionId: string): Promise<void> {
  try {
    await sendEvents(env.EVENTS, [predictionId]);
  } catch (error) {
    log("events.unsent", { predictions: 1, error: errorText(error) });
  }
}
