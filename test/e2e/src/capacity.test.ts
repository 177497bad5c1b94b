import { describe, test } from "vitest";

import { predict } from "./system/client.ts";
import { sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { readGates } from "./system/read-gate.ts";
import { startBackend } from "./system/start-backend.ts";
import { startSystem } from "./system/start-system.ts";

const callers = 64;
const capacity = 2;

describe("64 callers at once on a backend of capacity 2", () => {
  test.for(["wait=60", "wait"])(
    "all get their answer, in order of arrival, two at a time (`Prefer: %s`)",
    { timeout: 60_000 },
    async (prefer, { expect, onTestFinished }) => {
      const system = await startSystem();
      onTestFinished(() => system.stop());
      const backend = await startBackend(sleep, capacity);
      onTestFinished(() => backend.crash());
      const model = await publish(system.client, ["sleep", backend]);

      const answers = await Promise.all(
        Array.from({ length: callers }, (_, caller) =>
          predict(system.client, [model, { ms: 60, caller }], { prefer }),
        ),
      );

      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => "succeeded"));
      expect(answers.map(({ output }) => output)).toEqual(
        answers.map((_, caller) => ({ ms: 60, caller })),
      );
      const { highestInFlight, startedIds, inFlight } = backend.counters;
      expect(highestInFlight).toBe(capacity);
      expect(inFlight).toBe(0);
      // Each reached the backend once: nobody was turned away there and tried again.
      expect(startedIds.toSorted()).toEqual(answers.map(({ id }) => id).toSorted());
      const rows = readGates(system.stateFolder);
      expect(rows).toHaveLength(callers);
      const grants = rows.map(({ started_at }) => started_at);
      expect(grants).toEqual(grants.toSorted((a, b) => Number(a) - Number(b)));
      // Two leases that are on their way at once may overtake each other, and no others.
      const jumps = rows.map(({ id }, place) => Math.abs(startedIds.indexOf(id) - place));
      expect(Math.max(...jumps)).toBeLessThan(capacity);
    },
  );
});
