import { type EventMessage, maxIdsOfEvent } from "@headgate/shared";

const collectMs = 250;
/** A flush whose Worker died is not waited for longer than this. */
const abandonedMs = 2_000;

/**
 * Events of all predictions that this isolate serves, sent to history many in one message. What is lost with the isolate is announced again by
 * its gate.
 */
export class EventBuffer {
  readonly #ids = new Set<string>();
  #flushBefore = 0;

  /** Sends within a moment, in the background of whoever comes first. */
  add(predictionId: string, queue: Queue, background: (work: Promise<unknown>) => void): void {
    this.#ids.add(predictionId);
    const now = Date.now();
    if (now < this.#flushBefore) return;
    this.#flushBefore = now + abandonedMs;
    background(this.#flush(queue));
  }

  async #flush(queue: Queue): Promise<void> {
    await scheduler.wait(collectMs);
    this.#flushBefore = 0;
    const ids = [...this.#ids];
    this.#ids.clear();
    for (let at = 0; at < ids.length; at += maxIdsOfEvent) {
      const message: EventMessage = { predictionIds: ids.slice(at, at + maxIdsOfEvent) };
      await queue.send(message);
    }
  }
}
