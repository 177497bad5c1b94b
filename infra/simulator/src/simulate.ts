import { emptyConfig } from "@headgate/routing/scheduler";
import { chooseShards, gateConfigFor, split } from "@headgate/routing/shards";
import type { GateBackend, VersionConfig } from "@headgate/shared";

import type { Arrival } from "./arrival.ts";
import { Clockwork } from "./clockwork.ts";
import type { Plan, PlannedBackend } from "./plan.ts";
import { seededRandom } from "./random.ts";
import { type Fate, SimulatedGate } from "./simulated-gate.ts";

export interface Simulation {
  fates: Fate[];
  /** The most that waited at once, over all gates. */
  longestQueue: number;
}

/** What becomes of a load (in the order of its arrivals) where a version is given what the plan says. The same every time. */
export function simulate(plan: Plan, arrivals: readonly Arrival[]): Simulation {
  const clock = new Clockwork();
  const fates: Fate[] = [];
  const config = toVersionConfig(plan);
  const gates = Array.from(
    { length: plan.shards },
    (_, shard) => new SimulatedGate({ clock, plan }, gateConfigFor(config, shard)),
  );
  const random = seededRandom(1);
  // What one Worker that takes all of it knows of each shard.
  const heard = new Map<number, number>();
  const freeIn = (shard: number): number | null => heard.get(shard) ?? null;
  const expectFree = (shard: number, free: number): void => void heard.set(shard, free);
  const tell = (fate: Fate): void => void fates.push(fate);
  for (const [index, arrival] of arrivals.entries()) {
    const prediction = { id: `p${index}`, arrival, tell };
    clock.at(arrival.atMs, () => {
      const [first, second] = chooseShards(config, { freeIn, expectFree, random });
      const hear = (shard: number) => (free: number) => expectFree(shard, free);
      gates[first]?.receive(prediction, {
        hear: hear(first),
        elsewhere:
          second === undefined
            ? null
            : () => {
                gates[second]?.receive(prediction, { hear: hear(second), elsewhere: null });
              },
      });
    });
  }
  clock.run();
  return { fates, longestQueue: gates.reduce((sum, gate) => sum + gate.longestQueue, 0) };
}

/** Backends go round the shards, and the limits with them. */
function toVersionConfig({ backends, limits, shards }: Plan): VersionConfig {
  const placed = backends.map((backend, index) => toBackend(backend, index % shards));
  const capacities = Array.from({ length: shards }, (_, shard) =>
    placed.reduce((sum, one) => sum + (one.shard === shard ? one.capacity : 0), 0),
  );
  return {
    whole: { ...emptyConfig, ...limits, epoch: 1, backends: placed },
    sharding: {
      ...{ shards, peak: shards, moves: {} },
      limits: limits.maxParallel === null ? null : split(limits.maxParallel, capacities),
    },
  };
}

function toBackend({ id, capacity, weight }: PlannedBackend, shard: number): GateBackend {
  return {
    ...{ id, capacity, weight, shard, url: `https://${id}.invalid`, protocol: "http" },
    ...{ status: "enabled", settings: null, credentials: null },
  };
}
