import { afterAll, beforeAll, describe, test } from "vitest";

import { getPrediction, isEnded, predict } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { frontBackend } from "./system/front-backend.ts";
import { echo, sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { startBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

describe.concurrent("a backend", () => {
  test("that is down makes predictions wait, and serves them when it is back", async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startBackend(echo, 2);
    onTestFinished(() => backend.crash());
    const model = await publish(system.client, ["down", backend]);
    await backend.crash();

    const direct = predict(system.client, [model, { n: 0 }], { prefer: "wait" });
    const waiting = predict(system.client, [model, { n: 1 }], { prefer: "wait=60" });
    const created = await predict(system.client, [model, { n: 2 }]);
    expect(created.status).not.toBe("failed");
    await eventually(
      () => system.log.filter((line) => line.includes("backend.refused")).length,
      (refusals) => refusals >= 3,
    );
    expect((await getPrediction(system.client, created.id)).status).toBe("pending");
    await backend.comeBack();

    const polled = eventually(() => getPrediction(system.client, created.id), isEnded);
    const ended = await Promise.all([direct, waiting, polled]);
    expect(ended.map(({ output }) => output)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  test.for([409, 429, 503, 500])(
    "that answers %d for a while gets the prediction again",
    async (status, { expect, onTestFinished }) => {
      const backend = await startBackend(echo, 1);
      onTestFinished(() => backend.crash());
      let refusals = 0;
      const front = await frontBackend(backend.url, () => (refusals++ < 3 ? status : null));
      onTestFinished(() => front.close());
      const model = await publish(system.client, [
        `busy-${status}`,
        { url: front.url, capacity: 1 },
      ]);
      const prefers = ["wait", "wait=60"];
      const ended = await Promise.all(
        prefers.map((prefer) => predict(system.client, [model, { prefer }], { prefer })),
      );
      expect(ended.map(({ output }) => output)).toEqual(prefers.map((prefer) => ({ prefer })));
      expect(refusals).toBeGreaterThan(3);
      expect(backend.counters.startedIds).toHaveLength(prefers.length);
    },
  );

  test("that crashes under a direct prediction gets it again when it is back", async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startBackend(sleep, 1);
    onTestFinished(() => backend.crash());
    const model = await publish(system.client, ["crashing", backend]);
    const answer = predict(system.client, [model, { ms: 1000 }], { prefer: "wait" });
    await eventually(
      () => backend.counters.inFlight,
      (inFlight) => inFlight === 1,
    );
    await backend.crash();
    await backend.comeBack();
    expect(await answer).toMatchObject({ status: "succeeded", output: { ms: 1000 } });
    expect(backend.counters.startedIds).toHaveLength(1);
  });
});
