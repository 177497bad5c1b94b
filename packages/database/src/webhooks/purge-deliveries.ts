import { and, lt, ne } from "drizzle-orm";

import type { Payload } from "@headgate/shared";

import type { Database } from "../database.ts";
import { webhookDeliveries } from "../schema/index.ts";

const { id, body, state } = webhookDeliveries;

/**
 * Up to `limit` deliveries that have ended, of predictions made before `before`: their ids, and the keys of what the bucket
 * has of them.
 */
export async function listOldDeliveries(
  db: Database,
  { before, limit }: { before: number; limit: number },
): Promise<{ ids: string[]; keys: string[] }> {
  // A prediction's id begins with its time, and a delivery's with that id.
  const time = before.toString(16).padStart(12, "0");
  const bound = `msg_${time.slice(0, 8)}-${time.slice(8)}`;
  const rows = await db
    .select({ id, body })
    .from(webhookDeliveries)
    .where(and(lt(id, bound), ne(state, "pending")))
    .orderBy(id)
    .limit(limit);
  return { ids: rows.map((row) => row.id), keys: keysOf(rows) };
}

/** With their attempts. One that was replayed meanwhile stays. */
export async function deleteDeliveries(db: Database, ids: readonly string[]): Promise<void> {
  const d1 = db.$client;
  const listed = JSON.stringify(ids);
  const isListed = "IN (SELECT value FROM json_each(?1))";
  await d1.batch([
    d1
      .prepare(`DELETE FROM webhook_deliveries WHERE id ${isListed} AND state <> 'pending'`)
      .bind(listed),
    d1
      .prepare(
        `DELETE FROM webhook_attempts WHERE delivery_id ${isListed}
        AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE id = delivery_id)`,
      )
      .bind(listed),
  ]);
}

/** By the primary key: there is no index for it. `` ` `` follows `_`. */
const among = (table: string, column: string): string =>
  `FROM json_each(?1) AS prediction CROSS JOIN ${table} AS told
  ON told.${column} > 'msg_' || prediction.value || '_' AND told.${column} < 'msg_' || prediction.value || '\`'`;

/** The keys of what the bucket has of the deliveries that tell of these predictions: to be deleted before `removeDeliveryBodies`. */
export async function listDeliveryKeys(
  db: Database,
  predictionIds: readonly string[],
): Promise<string[]> {
  const { results } = await db.$client
    .prepare(`SELECT told.body ->> 'key' AS key ${among("webhook_deliveries", "id")}`)
    .bind(JSON.stringify(predictionIds))
    .all<{ key: string | null }>();
  return results.flatMap(({ key }) => (key === null ? [] : [key]));
}

/**
 * Removes what deliveries tell of these predictions: bodies, and what receivers answered. What was sent when, and how it
 * ended, stays; what was not delivered by then never is.
 */
export async function removeDeliveryBodies(
  db: Database,
  predictionIds: readonly string[],
): Promise<void> {
  const d1 = db.$client;
  const ids = JSON.stringify(predictionIds);
  const deliveries = `SELECT told.id ${among("webhook_deliveries", "id")}`;
  const attempts = `SELECT told.delivery_id ${among("webhook_attempts", "delivery_id")}`;
  await d1.batch([
    d1.prepare(`UPDATE webhook_deliveries SET body = 'null' WHERE id IN (${deliveries})`).bind(ids),
    d1
      .prepare(`UPDATE webhook_attempts SET answer = NULL WHERE delivery_id IN (${attempts})`)
      .bind(ids),
  ]);
}

function keysOf(rows: { body: Payload | null }[]): string[] {
  return rows.flatMap((row) => (row.body !== null && "key" in row.body ? [row.body.key] : []));
}
