import { describe, test } from "vitest";

import type { VersionConfig } from "@headgate/shared";

import { backendAt } from "../../test/leases.ts";
import { emptyConfig } from "../scheduler/index.ts";
import { chooseShards } from "./choose-shards.ts";

/** One backend a shard, each with room for `capacities[shard]`. */
function configOf(capacities: number[]): VersionConfig {
  const backends = capacities.map((capacity, shard) => {
    return { ...backendAt("https://gpu.example"), id: `b${shard}`, capacity, shard };
  });
  const shards = capacities.length;
  return {
    whole: { ...emptyConfig, backends },
    sharding: { shards, peak: shards, limits: null, moves: {} },
  };
}

/** How many of `count` that come before any gate has answered go to each shard. */
function spread(config: VersionConfig, count: number): number[] {
  const free = new Map<number, number>();
  let state = 1;
  const hints = {
    freeIn: (shard: number) => free.get(shard) ?? null,
    expectFree: (shard: number, slots: number) => void free.set(shard, slots),
    random: () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647,
  };
  const chosen =
    config.sharding.peak === 1 ? [0] : Array.from({ length: config.sharding.peak }, () => 0);
  for (let made = 0; made < count; made += 1) {
    const [shard] = chooseShards(config, hints);
    chosen[shard] = (chosen[shard] ?? 0) + 1;
  }
  return chosen;
}

describe("choosing a shard", () => {
  test("spreads evenly what comes at once, before any gate has answered", ({ expect }) => {
    const chosen = spread(configOf([2, 2, 2, 2, 2, 2, 2, 2]), 160);
    expect(Math.max(...chosen) - Math.min(...chosen)).toBeLessThanOrEqual(4);
  });

  test("fills the larger shards first", ({ expect }) => {
    expect(spread(configOf([100, 10]), 90)).toEqual([90, 0]);
  });

  test("has one to choose from where there is one, or where only one admits", ({ expect }) => {
    expect(spread(configOf([3]), 5)).toEqual([5]);
    expect(spread(configOf([0, 3, 0]), 5)).toEqual([0, 5, 0]);
  });

  test("names another for when the first is full", ({ expect }) => {
    const hints = { freeIn: () => null, expectFree: () => undefined, random: () => 0 };
    expect(chooseShards(configOf([1, 1]), hints)).toEqual([0, 1]);
  });
});
