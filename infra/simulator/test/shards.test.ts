import { test } from "vitest";

import { simulate, summarize, synthesize } from "../src/index.ts";
import { backend, planOf } from "./plan.ts";

/** What one gate is taken to admit in a second: a budget that is below what one was measured to do. */
const gateRate = 300;
const durationMs = 1_000;

/** Two backends a shard, with room for all that its gate admits, under twice the load that the gates take. */
function throughputOf(shards: number): number {
  const backends = Array.from({ length: 2 * shards }, (_, index) =>
    backend(`b${index}`, { capacity: gateRate }),
  );
  const plan = planOf({ backends, shards, gateRate });
  const load = { ratePerS: 2 * gateRate * shards, durationMs, meanRunMs: 100 };
  const arrivals = synthesize({ ...load, distribution: "fixed", tokens: 4, seed: 3 });
  return summarize(plan, simulate(plan, arrivals)).throughputPerS;
}

test("throughput grows within a fifth of linear up to 64 shards", ({ expect }) => {
  const one = throughputOf(1);
  for (const shards of [2, 8, 64]) {
    const share = throughputOf(shards) / one / shards;
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1.2);
  }
});
