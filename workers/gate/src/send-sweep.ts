import { type EventMessage, type LeaseMessage, maxIdsOfEvent } from "@headgate/shared";

import { log } from "./log.ts";

/** What a sweep leaves for the queues. */
export interface Sweep {
  leases: LeaseMessage[];
  announce: string[];
}

/**
 * Sends what a sweep left for the queues. Never throws: each message or batch that fails is logged, holds up no other, and is due again
 * later (but for the cancel of a lease that ran out, which only spares its backend some work).
 */
export async function sendSweep(
  queues: Pick<Env, "EVENTS" | "LEASES">,
  { leases, announce }: Sweep,
): Promise<void> {
  const sends = leases.map((lease) => sendLease(queues.LEASES, lease));
  for (let at = 0; at < announce.length; at += maxIdsOfEvent) {
    sends.push(sendEvents(queues.EVENTS, announce.slice(at, at + maxIdsOfEvent)));
  }
  await Promise.all(sends);
}

/** One at a time: two tickets with large inputs do not fit into one batch. */
async function sendLease(queue: Queue, message: LeaseMessage): Promise<void> {
  try {
    // Structured clone: as JSON, the quotes of an input would be escaped, and a large one grow over the limit of a message.
    await queue.send(message, { contentType: "v8" });
  } catch (error) {
    const predictionId = "lease" in message ? message.lease.predictionId : message.reference.id;
    log("lease.unsent", { task: message.task, predictionId, error: String(error) });
  }
}

async function sendEvents(queue: Queue, ids: string[]): Promise<void> {
  try {
    await queue.send({ predictionIds: ids } satisfies EventMessage);
  } catch (error) {
    log("events.unsent", { predictions: ids.length, error: String(error) });
  }
}
