import fc from "fast-check";
import { test } from "vitest";

import { Crowd, type Action, type Burst } from "./crowd.ts";
import { backendOf, openGate } from "./gate.ts";

const pick = fc.nat({ max: 500 });
const mode = fc.constantFrom("detached" as const, "direct" as const);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("admit" as const), mode }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "complete" as const,
        "complete" as const,
        "refuse" as const,
        "renew" as const,
      ),
      pick,
      stale: fc.boolean(),
    }),
  },
);
const burst: fc.Arbitrary<Burst> = fc.record({
  actions: fc.array(action, { minLength: 1, maxLength: 6 }),
  interruption: fc.constantFrom("none", "none", "none", "evict", "kill", "alarm"),
});

test("a gate that is evicted and killed at any time never over-admits, ends each prediction once and loses none", async ({
  expect,
}) => {
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 80, maxLength: 80 }), async (bursts) => {
      const gate = await openGate({
        maxQueued: 15,
        backends: [backendOf("a", 2), backendOf("b", 3)],
      });
      const crowd = new Crowd(
        gate,
        new Map([
          ["a", 2],
          ["b", 3],
        ]),
      );
      for (const each of bursts) await crowd.play(each);
      await crowd.drain();
      expect(crowd.admitted.length).toBeGreaterThan(20);
      expect([...crowd.ends.values()].every((count) => count === 1)).toBe(true);
      const records = await gate.stub.read(crowd.admitted);
      expect(records.every(({ outcome }) => outcome !== null)).toBe(true);
      expect(await gate.stub.capacity()).toMatchObject({
        queued: 0,
        running: 0,
        backends: [{ leased: 0 }, { leased: 0 }],
      });
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 60_000);
