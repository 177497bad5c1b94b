import { webhookEvents } from "../gate/prediction-record.ts";
import type { Described } from "./describe/described.ts";
import { count, link, nullableText, nullableTime, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { webhookDeliveryStates } from "./webhook-delivery-states.ts";

const nullableStatus = { type: ["integer", "null"], examples: [204] } as const;

/** One webhook that is or was to be sent. */
export const webhookDelivery = wireObject("WebhookDelivery", {
  id: { ...text, description: "What is sent as `webhook-id`, at every attempt." },
  prediction_id: uuid,
  event: { enum: webhookEvents },
  sequence: {
    ...count,
    description: "Of a prediction's webhooks a later one has a higher number.",
  },
  url: { ...link, description: "That the prediction was made with." },
  endpoint_id: {
    ...nullableText,
    description: "Of the endpoint that had this URL then; its URL of today is the one called.",
  },
  state: {
    enum: webhookDeliveryStates,
    description: "`dead`: it is not sent any more, though it did not arrive.",
  },
  attempt_count: count,
  last_status: { ...nullableStatus, description: "Null: nothing answered, or none was made." },
  last_error: nullableText,
  created_at: time,
  delivered_at: nullableTime,
  next_attempt_at: nullableTime,
  replayed_at: nullableTime,
  body_removed: {
    type: "boolean",
    description:
      "It cannot be replayed: the prediction's data was removed, or it told of progress.",
  },
});
export type WebhookDelivery = Described<typeof webhookDelivery>;

export const webhookAttempt = wireObject("WebhookAttempt", {
  number: { type: "integer", minimum: 1 },
  at: time,
  duration_ms: count,
  status: { ...nullableStatus, description: "Null: nothing answered." },
  error: nullableText,
  answer: {
    ...nullableText,
    description:
      "The first kilobyte of the answer's body, in which control characters are made visible.",
  },
});

export const webhookDeliveryWithAttempts = wireObject("WebhookDeliveryWithAttempts", {
  ...webhookDelivery.properties,
  attempts: { type: "array", items: webhookAttempt },
  body: { description: "What is sent; null where it was removed." },
});
export type WebhookDeliveryWithAttempts = Described<typeof webhookDeliveryWithAttempts>;

export const webhookReplay = wireObject("WebhookReplay", {
  replayed: { ...count, description: "How many are sent again." },
  next_from: {
    ...nullableTime,
    description: "There are more: call again with this as `from`. Null: there are none.",
  },
});
export type WebhookReplay = Described<typeof webhookReplay>;
