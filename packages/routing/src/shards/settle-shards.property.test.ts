import fc from "fast-check";
import { test } from "vitest";

import type { VersionConfig } from "@headgate/shared";

import { ShardWorld } from "../../test/shard-world.ts";
import { chooseShards } from "./choose-shards.ts";
import { countOpenShards } from "./open-shards.ts";
import { settleShards } from "./settle-shards.ts";

type Task =
  | { do: "settle" }
  /** So many of the calls under way take effect. */
  | { do: "go"; calls: number }
  | { do: "admit"; count: number; seeds: number[]; isStale: boolean }
  | { do: "release"; pick: number; isRefused: boolean }
  | { do: "reshard"; shards: number }
  | { do: "status"; index: number; status: "enabled" | "draining" };

const pick = fc.nat({ max: 100 });
const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });

const task: fc.Arbitrary<Task> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("settle" as const) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("go" as const),
      calls: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("admit" as const),
      count: fc.integer({ min: 1, max: 12 }),
      seeds: fc.array(fraction, { minLength: 24, maxLength: 24 }),
      isStale: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("release" as const),
      pick,
      isRefused: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("reshard" as const),
      shards: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("status" as const),
      index: pick,
      status: fc.constantFrom("enabled" as const, "draining" as const),
    }),
  },
);

/** The world's ports, each call of which takes effect in an order that the test chooses. */
function jumbled(world: ShardWorld, order: fc.Scheduler) {
  const { ports } = world;
  return {
    read: order.scheduleFunction(ports.read),
    write: order.scheduleFunction(ports.write),
    carry: ports.carry,
    gateOf: (shard: number) => {
      const gate = world.gate(shard);
      return {
        configure: order.scheduleFunction(gate.configure.bind(gate)),
        capacity: order.scheduleFunction(gate.capacity.bind(gate)),
      };
    },
  };
}

/** `known` is what a Worker has kept that hears of changes late. */
function perform(
  world: ShardWorld,
  known: VersionConfig,
  each: Exclude<Task, { do: "settle" | "go" }>,
): void {
  switch (each.do) {
    case "admit":
      for (let count = 0; count < each.count; count += 1) {
        const config = each.isStale ? known : world.config;
        const random = (): number => each.seeds.shift() ?? 0;
        const hints = { freeIn: () => null, expectFree: () => undefined, random };
        chooseShards(config, hints).some((shard) => world.admit(config, shard));
      }
      return;
    case "release": {
      const busy = world.gates.filter(({ held }) => held.length > 0);
      return busy[each.pick % busy.length]?.release(each.pick, each.isRefused);
    }
    case "reshard":
      return world.reshard(each.shards);
    case "status":
      return world.setStatus(each.index, each.status);
  }
}

/** The queues are empty, every shard that admits has a backend, no other has one, and all of the limit is given out. */
function faultsAtRest(world: ShardWorld): string[] {
  const { whole, sharding } = world.config;
  const open = countOpenShards(world.config);
  const used = new Set(whole.backends.map(({ shard }) => shard));
  const faults = world.gates.flatMap(({ queued, held }, shard) =>
    queued + held.length > 0
      ? [`shard ${shard} has ${queued} waiting and ${held.length} running`]
      : [],
  );
  for (let shard = 0; shard < open; shard += 1) {
    if (!used.has(shard)) faults.push(`shard ${shard} has no backend`);
  }
  if (Math.max(...used) >= open) faults.push("a shard that was given up has a backend");
  const limits = sharding.limits?.reduce((all, limit) => all + limit, 0);
  if (whole.maxParallel !== null && (limits ?? whole.maxParallel) !== whole.maxParallel) {
    faults.push(`${limits} of ${whole.maxParallel} are given out`);
  }
  return faults;
}

test("shards that are raised and lowered under way never hold too much, and lose nothing", async ({
  expect,
}) => {
  const world = fc.record({
    capacities: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 }),
    maxParallel: fc.option(fc.integer({ min: 1, max: 12 })),
    tasks: fc.array(task, { minLength: 40, maxLength: 150 }),
  });
  const property = fc.asyncProperty(
    world,
    fc.scheduler(),
    async ({ capacities, maxParallel, tasks }, order) => {
      const made = new ShardWorld(capacities, maxParallel);
      const ports = jumbled(made, order);
      let known = made.config;
      for (const [index, each] of tasks.entries()) {
        if (each.do === "settle") void settleShards(ports);
        else if (each.do !== "go") perform(made, known, structuredClone(each));
        else
          for (let calls = 0; calls < each.calls && order.count() > 0; calls += 1) {
            await order.waitOne();
            expect(made.faults()).toEqual([]);
          }
        if (index % 20 === 0) known = made.config;
        expect(made.faults()).toEqual([]);
      }
      await order.waitIdle();
      for (const index of capacities.keys()) made.setStatus(index, "enabled");
      for (let round = 0; !(await settleShards(made.ports)); round += 1) {
        expect(made.faults()).toEqual([]);
        expect(round).toBeLessThan(200);
        made.endAll();
      }
      for (let round = 0; round < 40; round += 1) made.endAll();
      expect(faultsAtRest(made)).toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: 400 });
});
