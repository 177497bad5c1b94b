import type { VersionConfig } from "@headgate/shared";

/** Where a backend that runs nothing yet begins: in the shard with the least capacity. */
export function firstShard({ whole, sharding }: VersionConfig): number {
  const capacities = Array.from({ length: sharding.shards }, () => 0);
  for (const { shard, capacity } of whole.backends) {
    const before = capacities[shard];
    if (before !== undefined) capacities[shard] = before + capacity;
  }
  return capacities.indexOf(Math.min(...capacities));
}
