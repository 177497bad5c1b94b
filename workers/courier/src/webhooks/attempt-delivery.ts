import {
  type ClaimedDelivery,
  type Database,
  disableEndpoint,
  endDelivery,
  postponeDelivery,
  recordAttempt,
} from "@headgate/database";
import { openSigningSecrets } from "@headgate/registry";
import { PayloadStore } from "@headgate/routing";

import { errorText } from "../error-text.ts";
import { log } from "../log.ts";
import { openSealingKey } from "../open-sealing.ts";
import { postWebhook, type WebhookAnswer } from "./post-webhook.ts";
import { refuseDelivery } from "./refuse-delivery.ts";
import { isProgress, retryDelayS } from "./retry-delay.ts";
import { SlowReceivers } from "./slow-receivers.ts";

/** Behind receivers that are slow. */
const putOffMs = 5_000;
const slow = new SlowReceivers();

/**
 * Makes one attempt at a delivery that was claimed for it, and records it. Gives when the next one is due, epoch milliseconds; null: there
 * is none.
 */
export async function attemptDelivery(
  claimed: ClaimedDelivery,
  env: Env,
  db: Database,
): Promise<number | null> {
  const { delivery, endpoint } = claimed;
  const { id } = delivery;
  const refusal = await refuseDelivery(claimed, db);
  const body = await readBody(claimed, env);
  if (refusal !== null || body === null) {
    const error = refusal ?? "its body was removed";
    await endDelivery(db, { id, error, at: Date.now() });
    log("webhook.dead", { deliveryId: id, error });
    return null;
  }
  const url = endpoint?.url ?? delivery.url;
  const { host } = new URL(url);
  if (slow.isSlow(host)) {
    const dueAt = Date.now() + putOffMs * (1 + Math.random());
    await postponeDelivery(db, { id, dueAt: Math.round(dueAt) });
    return Math.round(dueAt);
  }
  const at = Date.now();
  const answer = await slow.watch(host, send(claimed, { url, body }, env));
  return record(claimed, { url, at, answer }, { env, db });
}

async function readBody({ delivery }: ClaimedDelivery, env: Env): Promise<string | null> {
  const { body } = delivery;
  return body === null ? null : new PayloadStore(env.PAYLOADS).read(body);
}

async function send(
  claimed: ClaimedDelivery,
  { url, body }: { url: string; body: string },
  env: Env,
): Promise<WebhookAnswer> {
  const { id: deliveryId, event, sequence } = claimed.delivery;
  try {
    const key = await openSealingKey(env);
    const secrets = await openSigningSecrets({ key, now: Date.now() }, claimed);
    return await postWebhook({ deliveryId, event, sequence, url, secrets, body }, env);
  } catch (error) {
    return { status: null, error: errorText(error), answer: null, retryAfter: null };
  }
}

interface Sent {
  url: string;
  /** When it was begun. */
  at: number;
  answer: WebhookAnswer;
}

async function record(
  { delivery }: ClaimedDelivery,
  { url, at, answer: { status, error, answer, retryAfter } }: Sent,
  { env, db }: { env: Env; db: Database },
): Promise<number | null> {
  const { id: deliveryId, event, ownerId, body } = delivery;
  const now = Date.now();
  const isDelivered = error === null;
  const made = delivery.attempt + 1 - delivery.attemptsBefore;
  const delayS = isDelivered ? null : retryDelayS({ event, made, status, retryAfter, now });
  const dueAt = delayS === null ? null : now + delayS * 1000;
  const state = isDelivered ? "delivered" : dueAt === null ? "dead" : "pending";
  const durationMs = now - at;
  if (isProgress(event) && dueAt === null && body !== null && "key" in body) {
    await env.PAYLOADS.delete(body.key);
  }
  await recordAttempt(db, {
    ...{ deliveryId, at, durationMs, status, error, answer, state, dueAt },
  });
  if (status === 410 && ownerId !== null) {
    const id = crypto.randomUUID();
    await disableEndpoint(db, { id, ownerId, url, createdAt: now, reason: "it answered 410 Gone" });
  }
  log("webhook.attempt", { deliveryId, attempt: delivery.attempt + 1, status, error, state });
  return dueAt;
}
