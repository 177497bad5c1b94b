import { isTerminal, type PredictionRecord, type WebhookEvent } from "@headgate/shared";

/** A prediction with a webhook. */
export type Announced = PredictionRecord & { webhook: NonNullable<PredictionRecord["webhook"]> };

/** Whether it has a webhook that is to be told of the state that it is in. */
export function isAnnounced(record: PredictionRecord): record is Announced {
  if (record.webhook === null || record.state === "queued") return false;
  return record.webhook.events.includes(eventOf(record));
}

export function eventOf({ state }: PredictionRecord): Extract<WebhookEvent, "start" | "completed"> {
  return isTerminal(state) ? "completed" : "start";
}

/** Of the delivery that tells of the state that it is in. */
export function deliveryIdOf(record: PredictionRecord): string {
  return `msg_${record.id}_${isTerminal(record.state) ? "completed" : "started"}`;
}
