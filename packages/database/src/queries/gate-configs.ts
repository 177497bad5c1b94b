import { eq, sql } from "drizzle-orm";

import type { GateBackend, GateConfig, RoutingPolicy } from "@headgate/shared";

import type { Database } from "../database.ts";
import { backends, versionCards, versions } from "../schema/index.ts";

/** The part of a gate's configuration that is stored; the rest is the same for every version. */
export type StoredGateConfig = Pick<GateConfig, "epoch" | "maxParallel" | "backends"> & {
  /** Null: what every version has. */
  runTimeoutMs: number | null;
  routing: Partial<RoutingPolicy>;
  /** Of earlier revisions. */
  peakShards: number;
  shardLimits: number[] | null;
  /** Where backends are on their way to, by id. */
  moves: Record<string, number>;
};

/** For a query that has `versions` and `version_cards`: one read sees the epoch and its backends together. */
export const gateConfigColumns = {
  epoch: versionCards.configEpoch,
  maxParallel: versionCards.maximumParallelCapacity,
  runTimeoutMs: sql<number | null>`json_extract(${versions.content}, '$.timeout.run_ms')`,
  routing: versionCards.routing,
  peakShards: versionCards.peakShards,
  shardLimits: versionCards.shardLimits,
  moves: sql`(
    select json_group_object(id, next_shard) from ${backends}
    where ${backends.versionKey} = ${versions.key} and ${backends.nextShard} is not null
  )`.mapWith(parseMoves),
  backends: sql`(
    select json_group_array(json_object(
      'id', id, 'url', url, 'protocol', protocol, 'status', status, 'capacity', capacity, 'weight', weight,
      'shard', shard, 'settings', settings, 'credentials', credentials
    )) from (
      select * from ${backends} where ${backends.versionKey} = ${versions.key}
      order by ${backends.createdAt}, ${backends.id}
    )
  )`.mapWith(parseBackends),
};

/** Null: there is no version with this key. */
export async function findGateConfig(
  db: Database,
  versionKey: number,
): Promise<StoredGateConfig | null> {
  const found = await db
    .select(gateConfigColumns)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(eq(versions.key, versionKey))
    .get();
  return found ?? null;
}

/** `text` was made by json_group_object in the statement above: its shape is certain. */
function parseMoves(text: string): Record<string, number> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as Record<string, number>;
}

/** `text` was made by json_group_array and json_object in the statement above: its shape is certain. */
function parseBackends(text: string): GateBackend[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as GateBackend[];
}
