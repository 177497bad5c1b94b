import type { StreamBatch } from "@headgate/shared";

export function lastIdOf({ firstId, events }: StreamBatch): number {
  return firstId + events.length - 1;
}

/** What of a batch comes after the event with the id `after`. */
export function newerThan(after: number, { firstId, events }: StreamBatch): StreamBatch {
  const skipped = Math.max(after + 1 - firstId, 0);
  return { firstId: firstId + skipped, events: events.slice(skipped) };
}
