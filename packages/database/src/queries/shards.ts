import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";

import type { ShardPlace } from "@headgate/shared";

import type { Database } from "../database.ts";
import { versionCards } from "../schema/index.ts";

/** In an UPDATE of `version_cards`: versions that have, or had, more than one shard are to be seen to from `at` on. */
export function reshardAt(at: number): SQL<number | null> {
  return sql`iif(max(peak_shards, ifnull(routing ->> 'shards', 1)) > 1, ${at}, reshard_at)`;
}

/**
 * Puts backends into their places and, unless `limits` is null, gives the shards their parts of the version's limit. Nothing is done where
 * the configuration has changed since it had `epoch`.
 */
export async function writeShards(
  { $client: d1 }: Database,
  input: { versionKey: number; epoch: number; places: ShardPlace[]; limits: number[] | null },
): Promise<void> {
  const { versionKey, epoch, places, limits } = input;
  await d1.batch([
    d1
      .prepare(
        `UPDATE backends SET shard = place.value ->> 'shard', next_shard = place.value ->> 'nextShard'
         FROM json_each(?3) AS place
         WHERE backends.id = place.value ->> 'id' AND backends.version_key = ?1
           AND EXISTS (SELECT 1 FROM version_cards WHERE version_key = ?1 AND config_epoch = ?2)`,
      )
      .bind(versionKey, epoch, JSON.stringify(places)),
    d1
      .prepare(
        `UPDATE version_cards SET config_epoch = config_epoch + 1, shard_limits = coalesce(?3, shard_limits)
         WHERE version_key = ?1 AND config_epoch = ?2`,
      )
      .bind(versionKey, epoch, limits === null ? null : JSON.stringify(limits)),
  ]);
}

/** Nothing is left to be seen to, unless the configuration has changed since it had `epoch`. */
export async function endResharding(
  db: Database,
  { versionKey, epoch }: { versionKey: number; epoch: number },
): Promise<void> {
  await db
    .update(versionCards)
    .set({ reshardAt: null })
    .where(and(eq(versionCards.versionKey, versionKey), eq(versionCards.configEpoch, epoch)));
}

/** Puts a version behind the others that are to be seen to, unless it no longer is. */
export async function deferResharding(
  db: Database,
  { versionKey, at }: { versionKey: number; at: number },
): Promise<void> {
  await db
    .update(versionCards)
    .set({ reshardAt: at })
    .where(and(eq(versionCards.versionKey, versionKey), isNotNull(versionCards.reshardAt)));
}

/** Keys of the versions whose shards are to be seen to, the longest due first. */
export async function listResharding(db: Database, limit: number): Promise<number[]> {
  const found = await db
    .select({ key: versionCards.versionKey })
    .from(versionCards)
    .where(isNotNull(versionCards.reshardAt))
    .orderBy(asc(versionCards.reshardAt))
    .limit(limit);
  return found.map(({ key }) => key);
}

/** So many shards the version with this key has or had at most. Null: there never was one. */
export async function findPeakShards(db: Database, versionKey: number): Promise<number | null> {
  const peak = sql<number>`max(peak_shards, ifnull(routing ->> 'shards', 1))`;
  const found = await db
    .select({ peak })
    .from(versionCards)
    .where(eq(versionCards.versionKey, versionKey))
    .get();
  return found?.peak ?? null;
}
