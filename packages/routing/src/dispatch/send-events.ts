import { type EventMessage, maxIdsOfEvent } from "@headgate/shared";

/** The part of a queue that it takes to send events. */
export interface EventQueue {
  send(message: EventMessage): Promise<unknown>;
}

/** Has history brought up to date on so many predictions. Rejects where a message could not be sent; those before it are. */
export async function sendEvents(
  queue: EventQueue,
  predictionIds: Iterable<string>,
): Promise<void> {
  const ids = [...new Set(predictionIds)];
  for (let at = 0; at < ids.length; at += maxIdsOfEvent) {
    await queue.send({ predictionIds: ids.slice(at, at + maxIdsOfEvent) });
  }
}
