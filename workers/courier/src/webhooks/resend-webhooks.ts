import { claimOverdue, openDatabase } from "@headgate/database";
import type { WebhookMessage } from "@headgate/shared";

import { log } from "../log.ts";

/** Longer than the way through the queue takes: what is that late has lost its message, or never had one. */
const overdueMs = 10_000;
/** As many messages as a queue takes at once. */
const batchSize = 100;
const maxBatches = 100;

/** Puts deliveries whose attempt is overdue on the queue again, the longest overdue first. */
export async function resendWebhooks(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const now = Date.now();
  const overdue = { before: now - overdueMs, now, limit: batchSize };
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const ids = await claimOverdue(db, "webhook_deliveries", overdue);
    if (ids.length === 0) return;
    log("webhooks.resent", { deliveries: ids.length });
    await env.WEBHOOKS.sendBatch(
      ids.map((deliveryId) => ({ body: { deliveryId } satisfies WebhookMessage })),
    );
  }
}
