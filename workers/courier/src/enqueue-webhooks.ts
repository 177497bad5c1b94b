import {
  insertDeliveries,
  listWebhookSecrets,
  type Database,
  type NewDelivery,
} from "@headgate/database";
import { readTexts, renderPrediction, type PayloadStore } from "@headgate/routing";
import { statusOf, type PredictionRecord, type WebhookMessage } from "@headgate/shared";

interface Outgoing {
  env: Env;
  db: Database;
  payloads: PayloadStore;
}

/** Predictions with a webhook, in a state of which a receiver is told. */
type Announced = PredictionRecord & { webhook: NonNullable<PredictionRecord["webhook"]> };

/**
 * Makes a delivery for each prediction that has a webhook and has started or ended. Its id follows from prediction and event, so that
 * doing it again makes no second one; a message sent twice is found delivered.
 */
export async function enqueueWebhooks(out: Outgoing, records: PredictionRecord[]): Promise<void> {
  const announced = records.filter(isAnnounced);
  if (announced.length === 0) return;
  const secrets = await listWebhookSecrets(out.db, [
    ...new Set(announced.map(({ callerId }) => callerId)),
  ]);
  const deliveries = await Promise.all(
    announced.map((record) => toDelivery(out, record, secrets.get(record.callerId) ?? "")),
  );
  await insertDeliveries(out.db, deliveries);
  const messages = deliveries.map(({ id }) => ({
    body: { deliveryId: id } satisfies WebhookMessage,
  }));
  await out.env.WEBHOOKS.sendBatch(messages);
}

function isAnnounced(record: PredictionRecord): record is Announced {
  return record.webhook !== null && record.state !== "queued";
}

async function toDelivery(
  { env, payloads }: Outgoing,
  record: Announced,
  ownerSecret: string,
): Promise<NewDelivery> {
  const event = statusOf(record.state) === "started" ? "started" : "completed";
  const id = `msg_${record.id}_${event}`;
  const body = renderPrediction(record, await readTexts(payloads, record), env.PUBLIC_URL);
  return {
    id,
    predictionId: record.id,
    event,
    url: record.webhook.url,
    secret: record.webhook.secret ?? ownerSecret,
    body: await payloads.write(`webhooks/${id}`, body),
    createdAt: Date.now(),
  };
}
