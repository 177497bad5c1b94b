import { deleteFiles, listExpiredFiles, openDatabase } from "@headgate/database";
import { fileKey } from "@headgate/routing";

/** As many objects as R2 deletes at once. */
const limit = 1000;
const maxBatches = 10;

/**
 * Deletes files that have expired, and uploads that were given up: the objects first, so that a row says of each that it may still be
 * there. What is left over is deleted in the next minute.
 */
export async function purgeFiles(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const now = Date.now();
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const ids = await listExpiredFiles(db, { now, limit });
    if (ids.length > 0) await env.PAYLOADS.delete(ids.map(fileKey));
    await deleteFiles(db, ids);
    if (ids.length < limit) return;
  }
}
