import type { Arrival } from "./arrival.ts";
import { Clockwork } from "./clockwork.ts";
import type { Plan } from "./plan.ts";
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
  const tell = ({ fate }: { fate: Fate }): void => void fates.push(fate);
  const gates = Array.from({ length: plan.shards }, (_, shard) => {
    const backends = plan.backends.filter((_backend, index) => index % plan.shards === shard);
    return new SimulatedGate({ clock, plan: shareOf(plan, shard), tell }, backends);
  });
  const choose = chooseGate(plan, gates);
  for (const [index, arrival] of arrivals.entries()) {
    clock.at(arrival.atMs, () => choose().receive(`p${index}`, arrival));
  }
  clock.run();
  return { fates, longestQueue: gates.reduce((sum, gate) => sum + gate.longestQueue, 0) };
}

/** Two at random, by capacity, and of these the one with less to do for what it has. */
function chooseGate(plan: Plan, gates: SimulatedGate[]): () => SimulatedGate {
  const random = seededRandom(1);
  const capacities = gates.map((_, shard) =>
    plan.backends
      .filter((_backend, index) => index % plan.shards === shard)
      .reduce((sum, { capacity }) => sum + capacity, 0),
  );
  const pick = (): number => {
    let rest = random() * capacities.reduce((sum, capacity) => sum + capacity, 0);
    const found = capacities.findIndex((capacity) => (rest -= capacity) < 0);
    return Math.max(found, 0);
  };
  const loadOf = (shard: number): number =>
    (gates[shard]?.load ?? Infinity) / (capacities[shard] ?? 1);
  return () => {
    const [one, other] = [pick(), pick()];
    const gate = gates[loadOf(other) < loadOf(one) ? other : one];
    if (gate === undefined) throw new Error("a plan has one shard at least");
    return gate;
  };
}

/** Its part of the version's limits. */
function shareOf(plan: Plan, shard: number): Plan {
  const part = (whole: number): number =>
    Math.floor(whole / plan.shards) + (shard < whole % plan.shards ? 1 : 0);
  const { maxParallel, maxQueued } = plan.limits;
  const limits = {
    ...plan.limits,
    maxParallel: maxParallel === null ? null : part(maxParallel),
    maxQueued: part(maxQueued),
  };
  return { ...plan, limits };
}
