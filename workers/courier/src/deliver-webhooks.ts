import {
  findDelivery,
  openDatabase,
  recordAttempt,
  type Database,
  type DeliveryRow,
} from "@headgate/database";
import { PayloadStore } from "@headgate/routing";
import { checkOutboundUrl, signWebhook, type WebhookMessage } from "@headgate/shared";

import { errorText } from "./error-text.ts";
import { log } from "./log.ts";

/** Seconds before the attempts after the first: the example schedule of Standard Webhooks 1.0. */
const retryDelaysS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
const attemptTimeoutMs = 15_000;
/** After a failure of our own, such as D1 out of reach. */
const brokenDelayS = 10;
/** A queue may deliver a little early. */
const toleranceMs = 2_000;

/**
 * Sends what is pending and due. A message may come twice: one that finds its delivery made, or due only later, has nothing to do. Whatever
 * message is lost, the delivery is sent again once it is overdue.
 */
export async function deliverWebhooks(
  batch: MessageBatch<WebhookMessage>,
  env: Env,
): Promise<void> {
  const db = openDatabase(env.DB);
  await Promise.all(batch.messages.map((message) => deliver(message, env, db)));
}

async function deliver(message: Message<WebhookMessage>, env: Env, db: Database): Promise<void> {
  const { deliveryId } = message.body;
  try {
    const delivery = await findDelivery(db, deliveryId);
    const delayS = isDue(delivery) ? await attempt(delivery, env, db) : null;
    if (delayS === null) message.ack();
    else message.retry({ delaySeconds: delayS });
  } catch (error) {
    log("webhook.failed", { deliveryId, error: errorText(error) });
    message.retry({ delaySeconds: brokenDelayS });
  }
}

function isDue(delivery: DeliveryRow | null): delivery is DeliveryRow {
  return delivery?.state === "pending" && (delivery.dueAt ?? 0) <= Date.now() + toleranceMs;
}

/** Makes one attempt and records it. Gives the seconds until the next one; null: there is none. */
async function attempt(delivery: DeliveryRow, env: Env, db: Database): Promise<number | null> {
  const made = delivery.attempt + 1;
  const { status, error } = await post(delivery, env);
  const isDelivered = status !== null && status >= 200 && status < 300;
  // 410 Gone: the receiver wants no more of it.
  const delayS = isDelivered || status === 410 ? null : (retryDelaysS[made - 1] ?? null);
  const state = isDelivered ? "delivered" : delayS === null ? "dead" : "pending";
  const at = Date.now();
  const dueAt = delayS === null ? null : at + delayS * 1000;
  await recordAttempt(db, { id: delivery.id, state, attempt: made, status, error, at, dueAt });
  log("webhook.attempt", { deliveryId: delivery.id, attempt: made, status, error, state });
  return delayS;
}

interface Answer {
  /** Null: nothing answered. */
  status: number | null;
  error: string | null;
}

/** The same bytes at every attempt, signed anew. A redirect is a failure. */
async function post({ id, url, secret, body: payload }: DeliveryRow, env: Env): Promise<Answer> {
  const body = payload === null ? null : await new PayloadStore(env.PAYLOADS).read(payload);
  if (body === null) return { status: null, error: "the stored body is gone" };
  try {
    const target = checkOutboundUrl(url, {
      allowPrivate: env.ALLOW_PRIVATE_URLS === "true",
      ownHosts: [new URL(env.PUBLIC_URL).host],
    });
    const timestampS = Math.floor(Date.now() / 1000);
    const response = await fetch(target, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(attemptTimeoutMs),
      headers: {
        "content-type": "application/json",
        "user-agent": "headgate",
        ...(await signWebhook({ deliveryId: id, body, secrets: [secret], timestampS })),
      },
      body,
    });
    await response.body?.cancel();
    return { status: response.status, error: response.ok ? null : `status ${response.status}` };
  } catch (error) {
    return { status: null, error: errorText(error) };
  }
}
