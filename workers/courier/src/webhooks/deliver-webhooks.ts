import { claimDelivery, type Database, openDatabase, postponeDelivery } from "@headgate/database";
import type { WebhookMessage } from "@headgate/shared";

import { errorText } from "../error-text.ts";
import { log } from "../log.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import { attemptTimeoutMs } from "./post-webhook.ts";
import { slowAfterMs } from "./slow-receivers.ts";

/** What an attempt may take, with all that belongs to it. Whoever holds a delivery for longer is taken to be gone. */
const holdMs = attemptTimeoutMs + 5_000;
/** After a failure of our own, such as R2 out of reach. */
const brokenDelayS = 10;
/** What is due later than that waits for the courier's clock: no message waits for hours. */
const maxMessageDelayMs = 10 * 60_000;
/** A queue may deliver a little early. */
const toleranceMs = 2_000;

/**
 * Attempts what is pending and due. A delivery belongs to whoever claims it: a message that comes twice, or for one that is not due, has
 * nothing to do. The row is what counts, so that a message is done with once its delivery is claimed; if this Worker dies then, the clock
 * finds the delivery overdue. Slow receivers hold up nobody: after a second their attempts go on behind the batch.
 */
export async function deliverWebhooks(
  batch: MessageBatch<WebhookMessage>,
  env: Env,
  ctx: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const courier = { env, db: openDatabase(env.DB) };
  const all = Promise.all(batch.messages.map((message) => deliver(message, courier)));
  ctx.waitUntil(all);
  await Promise.race([all, scheduler.wait(slowAfterMs)]);
}

/** With what deliveries are carried. */
export interface Courier {
  env: Env;
  db: Database;
}

async function deliver(message: Message<WebhookMessage>, courier: Courier): Promise<void> {
  const { deliveryId, dueAt = 0 } = message.body;
  try {
    await carryDelivery({ deliveryId, dueAt }, courier, () => message.ack());
  } catch (error) {
    log("webhook.failed", { deliveryId, error: errorText(error) });
    message.retry({ delaySeconds: brokenDelayS });
  }
}

/**
 * Waits until the delivery is due, where that is a moment only, claims it, and makes one attempt. `onClaim` is called when somebody has
 * claimed it. Throws where nobody could.
 */
export async function carryDelivery(
  { deliveryId: id, dueAt }: Required<WebhookMessage>,
  { env, db }: Courier,
  onClaim: () => void = () => {},
): Promise<void> {
  const earlyMs = dueAt - Date.now();
  if (earlyMs > 0 && earlyMs <= toleranceMs) await scheduler.wait(earlyMs);
  const now = Date.now();
  const claimed = await claimDelivery(db, { id, now, heldUntil: now + holdMs });
  onClaim();
  if (claimed === null) return;
  const nextAt = await attemptDelivery(claimed, env, db).catch((error: unknown) =>
    giveBack(id, error, db),
  );
  if (nextAt !== null) await sendLater(id, nextAt, env);
}

/** After a fault of ours, in which no attempt was made or none was recorded. */
async function giveBack(id: string, error: unknown, db: Database): Promise<number | null> {
  log("webhook.failed", { deliveryId: id, error: errorText(error) });
  const dueAt = Date.now() + brokenDelayS * 1000;
  try {
    await postponeDelivery(db, { id, dueAt });
    return dueAt;
  } catch {
    // The claim runs out, and the clock finds it.
    return null;
  }
}

async function sendLater(deliveryId: string, dueAt: number, env: Env): Promise<void> {
  const delayMs = Math.max(dueAt - Date.now(), 0);
  if (delayMs > maxMessageDelayMs) return;
  const message: WebhookMessage = { deliveryId, dueAt };
  await env.WEBHOOKS.send(message, { delaySeconds: Math.floor(delayMs / 1000) }).catch(
    (error: unknown) => log("webhook.unsent", { deliveryId, error: errorText(error) }),
  );
}
