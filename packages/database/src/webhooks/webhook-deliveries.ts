import { and, eq, inArray } from "drizzle-orm";

import type { Payload } from "@headgate/shared";

import type { Database } from "../database.ts";
import { jsonChunks } from "../queries/json-chunks.ts";
import { webhookDeliveries } from "../schema/index.ts";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type NewDelivery = Pick<
  DeliveryRow,
  "id" | "predictionId" | "event" | "url" | "sealedSecret" | "createdAt"
> & { ownerId: string; body: Payload };

/** The ids of a prediction's progress deliveries lie between these two, later ones behind earlier ones. */
export const progressBounds = (prediction: string): string =>
  `'msg_' || ${prediction} || '_progress_' AND 'msg_' || ${prediction} || '_progress_~'`;

/** A delivery of an event of which a prediction has one: behind all its progress, if it is not the start. */
const insertion = `
INSERT INTO webhook_deliveries (
  id, prediction_id, event, url, secret, body, state, attempt, created_at, due_at, owner_id, endpoint_id, sealed_secret, sequence
)
SELECT
  value ->> 'id', value ->> 'predictionId', value ->> 'event', value ->> 'url', '', value -> 'body', 'pending', 0,
  value ->> 'createdAt', value ->> 'createdAt', value ->> 'ownerId',
  (SELECT id FROM webhook_endpoints WHERE owner_id = value ->> 'ownerId' AND url = value ->> 'url'),
  value ->> 'sealedSecret',
  CASE value ->> 'event' WHEN 'start' THEN 1 ELSE 1 + coalesce((
    SELECT sequence FROM webhook_deliveries AS progress
    WHERE progress.id BETWEEN ${progressBounds("(value ->> 'predictionId')")} ORDER BY progress.id DESC LIMIT 1
  ), 1) END
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO NOTHING`;

/** Pending deliveries, due at once; one whose id is there stays as it is. */
export async function insertDeliveries(
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const insert = db.$client.prepare(insertion);
  for (const chunk of jsonChunks(deliveries)) await insert.bind(chunk).run();
}

/** Which of these deliveries (at most 100) there are. */
export async function listKnownDeliveries(db: Database, ids: string[]): Promise<Set<string>> {
  const { id } = webhookDeliveries;
  const rows = await db.select({ id }).from(webhookDeliveries).where(inArray(id, ids));
  return new Set(rows.map((row) => row.id));
}

/** Whoever's it is, where no owner is named. */
export async function findDelivery(
  db: Database,
  id: string,
  ownerId?: string,
): Promise<DeliveryRow | null> {
  const isOwn = ownerId === undefined ? undefined : eq(webhookDeliveries.ownerId, ownerId);
  const isWanted = and(eq(webhookDeliveries.id, id), isOwn);
  return (await db.select().from(webhookDeliveries).where(isWanted).get()) ?? null;
}
