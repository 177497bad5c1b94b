import { describe, test } from "vitest";

import { simulate, summarize, synthesize, type SyntheticLoad } from "../src/index.ts";
import { backend, planOf } from "./plan.ts";

const load: SyntheticLoad = {
  ...{ ratePerS: 0.5, durationMs: 200_000_000, meanRunMs: 1000 },
  ...{ distribution: "exponential", tokens: 1, seed: 7 },
};

/** Within what 100,000 arrivals say with near certainty. */
const share = 0.05;

describe("what queueing theory says", () => {
  test("one server and exponential run times: a mean wait of one second at half load", ({
    expect,
  }) => {
    const plan = planOf();
    const { waitMs, utilization } = summarize(plan, simulate(plan, synthesize(load)));
    expect(Math.abs(waitMs.mean / 1000 - 1)).toBeLessThan(share);
    expect(Math.abs((utilization["a"] ?? 0) / 0.5 - 1)).toBeLessThan(share);
  });

  test("one server and fixed run times: half of that", ({ expect }) => {
    const plan = planOf();
    const fixed = synthesize({ ...load, distribution: "fixed" });
    expect(Math.abs(summarize(plan, simulate(plan, fixed)).waitMs.mean / 500 - 1)).toBeLessThan(
      share,
    );
  });

  test("two servers: Erlang's C", ({ expect }) => {
    const plan = planOf({ backends: [backend("a"), backend("b")] });
    const doubled = synthesize({ ...load, ratePerS: 1, durationMs: 100_000_000 });
    const { waitMs } = summarize(plan, simulate(plan, doubled));
    expect(Math.abs(waitMs.mean / (1000 / 3) - 1)).toBeLessThan(share);
  });

  test("two servers and no queue: Erlang's B", ({ expect }) => {
    const plan = planOf({
      backends: [backend("a", { capacity: 2 })],
      limits: { whenFull: "reject" },
    });
    const doubled = synthesize({ ...load, ratePerS: 1, durationMs: 100_000_000 });
    const { refused, arrivals } = summarize(plan, simulate(plan, doubled));
    expect(Math.abs(refused / arrivals / 0.2 - 1)).toBeLessThan(share);
  });
});
