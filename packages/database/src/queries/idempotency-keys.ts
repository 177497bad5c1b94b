import { and, eq, lte, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { idempotencyKeys } from "../schema/index.ts";

export type IdempotencyRow = typeof idempotencyKeys.$inferSelect;

/** One attempt at a call. */
export type IdempotencyAttempt = Pick<IdempotencyRow, "tokenId" | "key" | "attempt">;

/**
 * Takes the key for an attempt, the first one or, of the same call, the next one after one that gave up or whose lock has run out. Gives
 * the row as it is then; `isTaken` is false where the key is another call's, is answered, or an attempt is at work.
 */
export async function takeIdempotencyKey(
  db: Database,
  call: Pick<IdempotencyRow, "tokenId" | "key" | "fingerprint" | "seed" | "expiresAt"> & {
    now: number;
    lockedUntil: number;
  },
): Promise<{ row: IdempotencyRow; isTaken: boolean }> {
  const { now, ...values } = call;
  const isKey = isKeyOf(call);
  const { fingerprint, status, lockedUntil } = idempotencyKeys;
  const isFree = sql`${fingerprint} = ${call.fingerprint} and ${status} is null and ${lockedUntil} <= ${now}`;
  const [, taken, found] = await db.batch([
    db.delete(idempotencyKeys).where(and(isKey, lte(idempotencyKeys.expiresAt, now))),
    db
      .insert(idempotencyKeys)
      .values({ ...values, startedAt: now, attempt: 1 })
      .onConflictDoUpdate({
        target: [idempotencyKeys.tokenId, idempotencyKeys.key],
        set: { attempt: sql`${idempotencyKeys.attempt} + 1`, lockedUntil: call.lockedUntil },
        setWhere: isFree,
      })
      .returning(),
    db.select().from(idempotencyKeys).where(isKey),
  ]);
  const row = taken[0] ?? found[0];
  if (row === undefined) throw new Error("the row of an idempotency key vanished within a batch");
  return { row, isTaken: taken.length === 1 };
}

/** Changes the row of an attempt. False: a later attempt has it, or nobody. */
export async function updateIdempotencyKey(
  db: Database,
  attempt: IdempotencyAttempt,
  changes: Partial<Pick<IdempotencyRow, "lockedUntil" | "pinned" | "status" | "headers" | "body">>,
): Promise<boolean> {
  const rows = await db
    .update(idempotencyKeys)
    .set(changes)
    .where(isOf(attempt))
    .returning({ key: idempotencyKeys.key });
  return rows.length === 1;
}

/** Frees the key of an attempt, unless a later one has it. */
export async function deleteIdempotencyKey(
  db: Database,
  attempt: IdempotencyAttempt,
): Promise<void> {
  await db.delete(idempotencyKeys).where(isOf(attempt));
}

/** Deletes keys that have expired, the longest expired first. Gives how many they were. */
export async function deleteExpiredIdempotencyKeys(
  db: Database,
  { now, limit }: { now: number; limit: number },
): Promise<number> {
  const expired = sql`select rowid from ${idempotencyKeys} where ${idempotencyKeys.expiresAt} <= ${now}
    order by ${idempotencyKeys.expiresAt} limit ${limit}`;
  const { meta } = await db.delete(idempotencyKeys).where(sql`rowid in (${expired})`);
  return meta.changes;
}

function isKeyOf({ tokenId, key }: Pick<IdempotencyRow, "tokenId" | "key">) {
  return and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.key, key));
}

function isOf(attempt: IdempotencyAttempt) {
  return and(isKeyOf(attempt), eq(idempotencyKeys.attempt, attempt.attempt));
}
