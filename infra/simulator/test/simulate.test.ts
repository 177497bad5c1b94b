import { describe, test } from "vitest";

import { type Arrival, type Plan, simulate, summarize, synthesize } from "../src/index.ts";
import { arrivalAt, backend, planOf } from "./plan.ts";

/** When each arrival got to a backend, and which; null: never. */
function starts(plan: Plan, arrivals: Arrival[]): (string | null)[] {
  const { fates } = simulate(plan, arrivals);
  return arrivals.map((arrival) => {
    const fate = fates.find((one) => one.arrival === arrival);
    return fate === undefined || fate.startedMs === null
      ? null
      : `${fate.backendId} ${fate.startedMs}`;
  });
}

describe("a simulation", () => {
  test("lets those wait who find no slot, in the order in which they came", ({ expect }) => {
    const arrivals = [arrivalAt(0, 100), arrivalAt(10, 100), arrivalAt(20, 100)];
    expect(starts(planOf(), arrivals)).toEqual(["a 0", "a 100", "a 200"]);
  });

  test("takes the least loaded backend by weight, and knows how fast each is", ({ expect }) => {
    const backends = [backend("a", { capacity: 3, weight: 2 }), backend("b", { speed: 4 })];
    const arrivals = [0, 1, 2, 3, 4].map((atMs) => arrivalAt(atMs, 400));
    expect(starts(planOf({ backends }), arrivals)).toEqual(["a 0", "a 1", "b 2", "a 3", "b 102"]);
  });

  test("counts a heavy one as the slots that it takes", ({ expect }) => {
    const backends = [backend("a", { capacity: 3 })];
    const arrivals = [arrivalAt(0, 100, { cost: 2 }), arrivalAt(1, 100, { cost: 2 })];
    expect(starts(planOf({ backends }), arrivals)).toEqual(["a 0", "a 100"]);
  });

  test("serves the more urgent first", ({ expect }) => {
    const arrivals = [
      arrivalAt(0, 100),
      arrivalAt(1, 100, { priority: 2 }),
      arrivalAt(2, 100, { priority: 0 }),
    ];
    expect(starts(planOf(), arrivals)).toEqual(["a 0", "a 200", "a 100"]);
  });

  test("shares between tokens", ({ expect }) => {
    const arrivals = [
      ...[0, 1, 2].map((atMs) => arrivalAt(atMs, 100, { token: "many" })),
      arrivalAt(3, 100, { token: "few" }),
    ];
    expect(starts(planOf(), arrivals).at(-1)).toBe("a 100");
  });

  test("refuses and expires what the limits say, and tells how many", ({ expect }) => {
    const limits = { maxQueued: 1, queueTimeoutMs: 50 };
    const arrivals = [arrivalAt(0, 100), arrivalAt(1, 100), arrivalAt(2, 100)];
    const plan = planOf({ limits });
    expect(summarize(plan, simulate(plan, arrivals))).toMatchObject({
      ...{ arrivals: 3, succeeded: 1, expired: 1, refused: 1, longestQueue: 1, lastedS: 0.1 },
      ...{ throughputPerS: 10, utilization: { a: 1 } },
    });
  });

  test("stops what runs too long", ({ expect }) => {
    const plan = planOf({ limits: { runTimeoutMs: 1000 } });
    const arrivals = [arrivalAt(0, 60_000), arrivalAt(1, 10)];
    const { succeeded, expired, waitMs } = summarize(plan, simulate(plan, arrivals));
    expect({ succeeded, expired }).toEqual({ succeeded: 1, expired: 1 });
    // The lease outlives the run time-out by a margin.
    expect(waitMs.max).toBeGreaterThanOrEqual(999);
    expect(waitMs.max).toBeLessThan(60_000);
  });

  test("gives the same every time", ({ expect }) => {
    const load = { ratePerS: 20, durationMs: 60_000, meanRunMs: 100 };
    const arrivals = synthesize({ ...load, distribution: "uniform", tokens: 3, seed: 5 });
    const plan = planOf({ backends: [backend("a"), backend("b")], shards: 2 });
    expect(simulate(plan, arrivals)).toEqual(simulate(plan, arrivals));
    expect(arrivals.length).toBeGreaterThan(1000);
  });
});
