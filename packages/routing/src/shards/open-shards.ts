import type { VersionConfig } from "@headgate/shared";

/** How many shards admit: no more than have an enabled backend, or may have a prediction in flight. */
export function countOpenShards({ whole, sharding }: VersionConfig): number {
  const enabled = whole.backends.filter(({ status }) => status === "enabled").length;
  return Math.max(1, Math.min(sharding.shards, enabled, whole.maxParallel ?? Infinity));
}

/** The capacity of each shard's enabled backends, by index; `leaving` says whether it counts those that are on their way to another. */
export function capacityByShard(
  { whole, sharding }: VersionConfig,
  { leaving }: { leaving: boolean },
): number[] {
  const capacities = Array.from({ length: sharding.peak }, () => 0);
  for (const { id, status, capacity, shard } of whole.backends) {
    if (status !== "enabled" || (!leaving && id in sharding.moves)) continue;
    capacities[shard] = (capacities[shard] ?? 0) + capacity;
  }
  return capacities;
}

/** A configuration is never changed in place, and every admission asks. */
const rooms = new WeakMap<VersionConfig, readonly number[]>();

/** How many predictions each shard that admits can have in flight; 0 for the others. */
export function roomByShard(config: VersionConfig): readonly number[] {
  const known = rooms.get(config);
  if (known !== undefined) return known;
  const found = findRooms(config);
  rooms.set(config, found);
  return found;
}

function findRooms(config: VersionConfig): number[] {
  const open = countOpenShards(config);
  return capacityByShard(config, { leaving: false }).map((capacity, shard) =>
    shard < open ? Math.min(capacity, limitOf(config, shard) ?? Infinity) : 0,
  );
}

/** The part of `maxParallel` that a shard has; null: there is no limit. */
export function limitOf({ whole, sharding }: VersionConfig, shard: number): number | null {
  if (whole.maxParallel === null) return null;
  if (sharding.limits === null) return shard === 0 ? whole.maxParallel : 0;
  return sharding.limits[shard] ?? 0;
}
