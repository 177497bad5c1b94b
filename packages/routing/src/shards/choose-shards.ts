import type { VersionConfig } from "@headgate/shared";

import { roomByShard } from "./open-shards.ts";

export interface ShardHints {
  /** How many slots of the shard are thought to be free (below 0: so many predictions wait); null: nothing is known. */
  freeIn: (shard: number) => number | null;
  /** Keeps what is thought from here on, until the shard's gate says how it is. */
  expectFree: (shard: number, free: number) => void;
  /** From 0 to below 1. */
  random: () => number;
}

/**
 * Where to try to admit a prediction, and where next if that is full: two shards drawn by how much they can have in flight, the one with
 * more free slots first. That one is expected to have a slot less from then on: of many predictions that come at once, each is decided before
 * any gate has answered. A version with one shard that admits has only that.
 */
export function chooseShards(
  config: VersionConfig,
  { freeIn, expectFree, random }: ShardHints,
): [number] | [number, number] {
  if (config.sharding.peak === 1) return [0];
  const rooms = roomByShard(config);
  const first = draw(rooms, random());
  if (first === null) return [0];
  const second = draw(
    rooms.map((room, shard) => (shard === first ? 0 : room)),
    random(),
  );
  if (second === null) return [first];
  const free = (shard: number): number => freeIn(shard) ?? rooms[shard] ?? 0;
  const [freer, other] = free(second) > free(first) ? [second, first] : [first, second];
  expectFree(freer, free(freer) - 1);
  return [freer, other];
}

/** An index, as likely as its weight is large. Null: none has any. */
function draw(weights: readonly number[], random: number): number | null {
  let left = random * weights.reduce((all, weight) => all + weight, 0);
  let last: number | null = null;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = index;
    left -= weight;
    if (left < 0) return index;
  }
  return last;
}
