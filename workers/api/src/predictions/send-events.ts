import { type EventMessage, maxIdsOfEvent } from "@headgate/shared";

/** Has history brought up to date on so many predictions. */
export async function sendEvents(queue: Queue, predictionIds: string[]): Promise<void> {
  const ids = [...new Set(predictionIds)];
  for (let at = 0; at < ids.length; at += maxIdsOfEvent) {
    const message: EventMessage = { predictionIds: ids.slice(at, at + maxIdsOfEvent) };
    await queue.send(message);
  }
}
