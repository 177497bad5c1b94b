import { cancelLease, type Carrier, dispatchLeases, sendEvents } from "@headgate/routing";
import type { Lease, LeaseMessage } from "@headgate/shared";

import { createCarrier } from "./create-carrier.ts";
import { errorText } from "./error-text.ts";
import { log } from "./log.ts";

const retryDelayS = 5;

/** How long a backend that is slow to stop holds up what else is in its batch. */
const stopsFirstMs = 1_000;

/**
 * Leases that came free with no Worker at hand, and backends that must stop working on a prediction that is over: these first, since a lease
 * of the batch may be for the slot that comes free by it.
 */
export async function carryLeases(batch: MessageBatch<LeaseMessage>, env: Env): Promise<void> {
  const announced = new Set<string>();
  const carrier = createCarrier(env, (id) => void announced.add(id));
  const { cancel = [], dispatch = [] } = Object.groupBy(batch.messages, ({ body }) => body.task);
  const stopped = Promise.all(cancel.map((message) => carry(carrier, message)));
  if (cancel.length > 0) await Promise.race([stopped, scheduler.wait(stopsFirstMs)]);
  await Promise.all([stopped, ...dispatch.map((message) => carry(carrier, message))]);
  await tellHistory(env, announced);
}

async function carry(carrier: Carrier, message: Message<LeaseMessage>): Promise<void> {
  try {
    await dispatchLeases(carrier, await leasesOf(carrier, message.body));
    message.ack();
  } catch (error) {
    const { task } = message.body;
    log("lease.failed", { task, predictionId: idOf(message.body), error: errorText(error) });
    message.retry({ delaySeconds: retryDelayS });
  }
}

async function leasesOf(carrier: Carrier, message: LeaseMessage): Promise<Lease[]> {
  if (message.task === "cancel") return cancelLease(carrier, message.lease, { isHeld: false });
  const lease =
    "lease" in message
      ? message.lease
      : await carrier.gateOf(message.reference.id).lease(message.reference);
  // Its gate has taken the slot back: the backend may be running another prediction in it.
  return lease === null || lease.expiresAt <= Date.now() ? [] : [lease];
}

function idOf(message: LeaseMessage): string {
  return "lease" in message ? message.lease.predictionId : message.reference.id;
}

/** The leases are carried: that history hears of it later, with their end, is no reason to carry them again. */
async function tellHistory(env: Env, announced: Set<string>): Promise<void> {
  try {
    await sendEvents(env.EVENTS, announced);
  } catch (error) {
    log("events.unsent", { predictions: announced.size, error: errorText(error) });
  }
}
