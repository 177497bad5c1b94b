import { deleteDeliveries, listOldDeliveries, openDatabase } from "@headgate/database";

const dayMs = 24 * 60 * 60 * 1000;
/** As many objects as R2 deletes at once are 1,000. */
const limit = 500;
const maxBatches = 10;

/** Deletes deliveries that have ended, of predictions that are older than the operator keeps them. What is left over is deleted in the next minute. */
export async function purgeDeliveries(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const before = Date.now() - Number(env.WEBHOOK_RETENTION_DAYS) * dayMs;
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const { ids, keys } = await listOldDeliveries(db, { before, limit });
    if (keys.length > 0) await env.PAYLOADS.delete(keys);
    if (ids.length > 0) await deleteDeliveries(db, ids);
    if (ids.length < limit) return;
  }
}
