import { deleteExpiredIdempotencyKeys, openDatabase } from "@headgate/database";

/** A statement of D1 may take 30 seconds; so many rows take well under one. */
const limit = 1000;
const maxBatches = 20;

/** Deletes idempotency keys that have expired. What is left over is deleted in the next minute. */
export async function purgeIdempotencyKeys(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const now = Date.now();
  for (let batches = 0; batches < maxBatches; batches += 1) {
    if ((await deleteExpiredIdempotencyKeys(db, { now, limit })) < limit) return;
  }
}
