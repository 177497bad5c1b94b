import type { ShardPlace, ShardStep, VersionConfig } from "@headgate/shared";

import { nextLimits } from "./next-limits.ts";
import { countOpenShards } from "./open-shards.ts";
import { planShards } from "./plan-shards.ts";

/** What a shard's gate has. */
export interface ShardLoad {
  queued: number;
  running: number;
  /** Leases on each backend, by id. */
  leased: ReadonlyMap<string, number>;
}

/**
 * What brings the shards nearer to how they are to be. `loads`, by shard, are what the gates had once they knew `config`: a backend that
 * they were told to take nothing more to, and that has no lease, can go. Backends that are idle leave together, busy ones one after the
 * other. A shard that is given up works off its queue before any leaves.
 */
export function nextStep(config: VersionConfig, loads: readonly ShardLoad[]): ShardStep {
  const { whole, sharding } = config;
  const open = countOpenShards(config);
  const shardOf = new Map(whole.backends.map(({ id, shard }) => [id, shard]));
  const leasedOn = (id: string): number => loads[shardOf.get(id) ?? 0]?.leased.get(id) ?? 0;
  const isOver = (shard: number): boolean => shard >= open;
  const plan = planShards(config, leasedOn);
  let isBusyMoving = Object.keys(sharding.moves).some((id) => leasedOn(id) > 0);
  const places: ShardPlace[] = [];
  for (const { id, shard } of whole.backends) {
    const planned = plan.get(id) ?? shard;
    const isNeeded = isOver(shard) && (loads[shard]?.queued ?? 0) > 0;
    const place = move({
      ...{ id, shard, isIdle: leasedOn(id) === 0, isBusyMoving },
      next: sharding.moves[id] ?? null,
      to: planned === shard || isNeeded ? null : planned,
    });
    if (place === null) continue;
    places.push(place);
    isBusyMoving ||= place.nextShard !== null && leasedOn(id) > 0;
  }
  const { limits, settled } = nextLimits(config, loads);
  if (places.length > 0 || limits !== null) return { kind: "change", places, limits };
  const isThere = whole.backends.every(({ id, shard }) => plan.get(id) === shard);
  const isDone = loads.every((load, shard) => !isOver(shard) || load.queued + load.running === 0);
  return isThere && isDone && settled ? { kind: "settled" } : { kind: "wait" };
}

interface Move {
  id: string;
  shard: number;
  isIdle: boolean;
  isBusyMoving: boolean;
  /** Where it is on its way to, and where it is to be; null: it stays. */
  next: number | null;
  to: number | null;
}

/** The backend's next place. Null: it stays as it is for now. */
function move({ id, shard, isIdle, isBusyMoving, next, to }: Move): ShardPlace | null {
  if (to === null) return next === null ? null : { id, shard, nextShard: null };
  if (next === null) return isIdle || !isBusyMoving ? { id, shard, nextShard: to } : null;
  if (isIdle) return { id, shard: to, nextShard: null };
  return next === to ? null : { id, shard, nextShard: to };
}
