import {
  insertDeliveries,
  listKnownDeliveries,
  listWebhookSecrets,
  type Database,
  type NewDelivery,
} from "@headgate/database";
import {
  predictionUrls,
  readTexts,
  renderPrediction,
  type PayloadStore,
  type StreamUrls,
} from "@headgate/routing";
import { isTerminal, type PredictionRecord, type WebhookMessage } from "@headgate/shared";

interface Outgoing {
  env: Env;
  db: Database;
  payloads: PayloadStore;
  streamUrls: StreamUrls;
}

/** Predictions with a webhook, in a state of which a receiver is told. */
type Announced = PredictionRecord & { webhook: NonNullable<PredictionRecord["webhook"]> };

/**
 * Makes a delivery for each prediction (at most 100) that has a webhook and has started or ended. Its id follows from prediction and
 * event, so that doing it again makes no second one and changes no body; a message sent twice finds its delivery made, or not yet due.
 */
export async function enqueueWebhooks(out: Outgoing, records: PredictionRecord[]): Promise<void> {
  const announced = records.filter(isAnnounced);
  if (announced.length === 0) return;
  const ids = announced.map(deliveryIdOf);
  const known = await listKnownDeliveries(out.db, ids);
  const unknown = announced.filter((record) => !known.has(deliveryIdOf(record)));
  await insertDeliveries(out.db, await toDeliveries(out, unknown));
  const messages = ids.map((deliveryId) => ({ body: { deliveryId } satisfies WebhookMessage }));
  await out.env.WEBHOOKS.sendBatch(messages);
}

async function toDeliveries(out: Outgoing, records: Announced[]): Promise<NewDelivery[]> {
  if (records.length === 0) return [];
  const callers = [...new Set(records.map(({ callerId }) => callerId))];
  const secrets = await listWebhookSecrets(out.db, callers);
  return Promise.all(
    records.map((record) => toDelivery(out, record, secrets.get(record.callerId) ?? "")),
  );
}

function isAnnounced(record: PredictionRecord): record is Announced {
  return record.webhook !== null && record.state !== "queued";
}

async function toDelivery(
  { env, payloads, streamUrls }: Outgoing,
  record: Announced,
  ownerSecret: string,
): Promise<NewDelivery> {
  const id = deliveryIdOf(record);
  const urls = await predictionUrls(record, env.PUBLIC_URL, streamUrls);
  const body = renderPrediction(record, await readTexts(payloads, record), urls);
  return {
    id,
    predictionId: record.id,
    event: eventOf(record),
    url: record.webhook.url,
    secret: record.webhook.secret ?? ownerSecret,
    body: await payloads.write(`webhooks/${id}`, body),
    createdAt: Date.now(),
  };
}

function deliveryIdOf(record: Announced): string {
  return `msg_${record.id}_${eventOf(record)}`;
}

function eventOf({ state }: Announced): "started" | "completed" {
  return isTerminal(state) ? "completed" : "started";
}
