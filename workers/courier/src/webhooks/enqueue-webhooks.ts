import {
  type Database,
  insertDeliveries,
  listKnownDeliveries,
  type NewDelivery,
} from "@headgate/database";
import {
  type PayloadStore,
  predictionUrls,
  progressKey,
  readTexts,
  renderPrediction,
  type StreamUrls,
  wantsProgress,
} from "@headgate/routing";
import type { PredictionRecord, WebhookMessage } from "@headgate/shared";

import { type Announced, deliveryIdOf, eventOf, isAnnounced } from "./announced.ts";
import { sealSecretOf } from "./seal-secret-of.ts";

interface Outgoing {
  env: Env;
  db: Database;
  payloads: PayloadStore;
  streamUrls: StreamUrls;
}

/**
 * Makes a delivery for each prediction (at most 100) whose webhook is to be told that it has started or ended. Its id follows from
 * prediction and event, so that doing it again makes no second one and changes no body; a message sent twice finds its delivery made, or
 * not yet due.
 */
export async function enqueueWebhooks(out: Outgoing, records: PredictionRecord[]): Promise<void> {
  await dropProgress(out.env, records);
  const announced = records.filter(isAnnounced);
  if (announced.length === 0) return;
  const ids = announced.map(deliveryIdOf);
  const known = await listKnownDeliveries(out.db, ids);
  const unknown = announced.filter((record) => !known.has(deliveryIdOf(record)));
  const deliveries = unknown.map((record) => toDelivery(out, record));
  await insertDeliveries(out.db, await Promise.all(deliveries));
  const messages = ids.map((deliveryId) => ({ body: { deliveryId } satisfies WebhookMessage }));
  await out.env.WEBHOOKS.sendBatch(messages);
}

/** What was announced on the way of those that have ended is told by nobody any more. */
async function dropProgress({ PAYLOADS }: Env, records: PredictionRecord[]): Promise<void> {
  const ended = records.filter(
    ({ outcome, webhook }) => outcome !== null && wantsProgress(webhook),
  );
  const keys = ended.map(({ id, epoch }) => progressKey(id, epoch));
  if (keys.length > 0) await PAYLOADS.delete(keys);
}

async function toDelivery(
  { env, payloads, streamUrls }: Outgoing,
  record: Announced,
): Promise<NewDelivery> {
  const id = deliveryIdOf(record);
  const urls = await predictionUrls(record, env.PUBLIC_URL, streamUrls);
  const body = renderPrediction(record, await readTexts(payloads, record), urls);
  return {
    id,
    predictionId: record.id,
    ownerId: record.callerId,
    event: eventOf(record),
    url: record.webhook.url,
    sealedSecret: await sealSecretOf(record, env),
    body: await payloads.write(`webhooks/${id}`, body),
    createdAt: Date.now(),
  };
}
