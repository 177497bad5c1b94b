import type { WebhookMessage } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";

/** As many messages as a queue takes at once. */
const batchSize = 100;

/** Has deliveries that are due sent now. Those that this fails for are sent a little later, by the courier's clock. */
export function sendDeliveries({ env, background }: ApiContext, ids: readonly string[]): void {
  for (let at = 0; at < ids.length; at += batchSize) {
    const messages = ids
      .slice(at, at + batchSize)
      .map((deliveryId) => ({ body: { deliveryId } satisfies WebhookMessage }));
    background(env.WEBHOOKS.sendBatch(messages));
  }
}
