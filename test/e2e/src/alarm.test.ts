import { describe, test } from "vitest";

import { getPrediction, isEnded, predict } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { startKillableSystem } from "./system/killable-system.ts";
import { echo } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { readGates } from "./system/read-gate.ts";
import { startBackend } from "./system/start-backend.ts";

describe("a gate", () => {
  test(
    "wakes by itself after a kill, with nobody touching it",
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startKillableSystem();
      onTestFinished(() => system.remove());
      const backend = await startBackend(echo, 1);
      onTestFinished(() => backend.crash());
      const model = await publish(system.client, ["echo", backend]);
      await backend.crash();
      const { id } = await predict(system.client, [model, { n: 1 }]);
      await eventually(
        () => readGates(system.stateFolder),
        ([row]) => row?.state === "queued",
      );

      await system.kill();
      await backend.comeBack();
      await system.start();

      await eventually(
        () => backend.counters.startedIds,
        (ids) => ids.includes(id),
      );
      const ended = await eventually(() => getPrediction(system.client, id), isEnded);
      expect(ended.status).toBe("succeeded");
    },
  );
});
