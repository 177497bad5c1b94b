import { afterAll, beforeAll, describe, test } from "vitest";

import { getPrediction, isEnded, predict } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { echo, sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { readGates } from "./system/read-gate.ts";
import { startBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

const patience = { timeout: 100_000 };

let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

describe.concurrent("after a minute", () => {
  test(
    "the gate has forgotten what ended, and history still has it",
    patience,
    async ({ expect, onTestFinished }) => {
      const backend = await startBackend(echo, 1);
      onTestFinished(() => backend.crash());
      const model = await publish(system.client, ["echo", backend]);
      const input = { small: "grün 🖼", large: "x".repeat(100_000) };
      const ended = await predict(system.client, [model, input], { prefer: "wait" });
      const isKept = (): boolean => readGates(system.stateFolder).some(({ id }) => id === ended.id);
      expect(isKept()).toBe(true);
      await eventually(isKept, (kept) => !kept, 90_000);
      expect(await getPrediction(system.client, ended.id)).toEqual(ended);
    },
  );

  test(
    "a prediction that a crashed backend had is sent to it again",
    patience,
    async ({ expect, onTestFinished }) => {
      const backend = await startBackend(sleep, 1);
      onTestFinished(() => backend.crash());
      const model = await publish(system.client, ["sleep", backend]);
      const { id } = await predict(system.client, [model, { ms: 1500 }]);
      await eventually(
        () => backend.counters.inFlight,
        (inFlight) => inFlight === 1,
      );
      await backend.crash();
      await backend.comeBack();
      const ended = await eventually(() => getPrediction(system.client, id), isEnded, 90_000);
      expect(ended).toMatchObject({ status: "succeeded", output: { ms: 1500 } });
      expect(backend.counters.startedIds).toEqual([id]);
    },
  );
});
