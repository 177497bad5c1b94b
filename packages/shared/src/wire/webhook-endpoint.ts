import type { Described } from "./describe/described.ts";
import { link, nullableText, nullableTime, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** A URL that webhooks go to, without its secret. */
export const webhookEndpoint = wireObject("WebhookEndpoint", {
  id: uuid,
  url: link,
  description: nullableText,
  enabled: { type: "boolean", description: "False: nothing is sent to it." },
  disabled_reason: {
    ...nullableText,
    description: "Null while it is enabled.",
    examples: ["it answered 410 Gone"],
  },
  disabled_at: nullableTime,
  has_secret: {
    type: "boolean",
    description:
      "False: it was noted because it answered 410, and is signed for with the call's secret or the owner's.",
  },
  previous_secret_until: {
    ...nullableTime,
    description: "Until then what is sent is signed with the secret before the rotation, too.",
  },
  created_at: time,
  updated_at: nullableTime,
});
export type WebhookEndpoint = Described<typeof webhookEndpoint>;

export const createdWebhookEndpoint = wireObject("CreatedWebhookEndpoint", {
  ...webhookEndpoint.properties,
  secret: { ...text, description: "Shown this once: `whsec_` and base64." },
});
export type CreatedWebhookEndpoint = Described<typeof createdWebhookEndpoint>;

/** What signs an owner's webhooks where neither they nor an endpoint have a secret. */
export const webhookSecret = wireObject("WebhookSecret", {
  key: { type: "string", description: "`whsec_` and base64, as Standard Webhooks has it." },
  previous_key_until: {
    ...nullableTime,
    description: "Until then the one before the last rotation signs too.",
  },
});
export type WebhookSecret = Described<typeof webhookSecret>;
