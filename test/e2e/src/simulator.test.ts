import { setTimeout as pause } from "node:timers/promises";

import { describe, test } from "vitest";

import type { Prediction } from "@headgate/shared";
import { type Plan, readTrace, simulate, summarize, synthesize } from "@headgate/simulator";

import { getPrediction, isEnded, predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { startBackend } from "./system/start-backend.ts";
import { startSystem } from "./system/start-system.ts";

const capacity = 2;
/** Nearly all that the backend takes, so that most have to wait. */
const load = synthesize({
  ...{ ratePerS: 4.5, durationMs: 12_000, meanRunMs: 400 },
  ...{ distribution: "exponential", tokens: 1, seed: 11 },
});

const plan: Plan = {
  backends: [{ id: "gpu", capacity, weight: 1, speed: 1 }],
  limits: {
    ...{ maxParallel: null, whenFull: "queue", maxQueued: 1000 },
    ...{ queueTimeoutMs: 600_000, runTimeoutMs: 1_800_000 },
  },
  ...{ shards: 1, overheadMs: 0, gateRate: null },
};

describe("the simulator", () => {
  test(
    "tells of a load that really came what really became of it, within 5 %",
    { timeout: 90_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startSystem();
      onTestFinished(() => system.stop());
      const backend = await startBackend(sleep, capacity);
      onTestFinished(() => backend.crash());
      const model = await publish(system.client, ["sleep", backend]);
      const ids = await Promise.all(
        load.map(async ({ atMs, runMs }) => {
          await pause(atMs);
          return (await predict(system.client, [model, { ms: runMs }])).id;
        }),
      );
      for (const id of ids) {
        await eventually(() => getPrediction(system.client, id), isEnded, 60_000);
      }
      const listed = await eventually(
        () => listPredictions(system.client),
        (predictions) => predictions.length === ids.length && predictions.every(isTold),
      );
      const trace = listed.map((prediction) => JSON.stringify(prediction)).join("\n");
      const simulated = summarize(plan, simulate(plan, readTrace(trace)));
      const real = measure(listed);
      expect(simulated.succeeded).toBe(ids.length);
      // It is about waiting: a load that never waits would show nothing.
      expect(real.meanWaitMs).toBeGreaterThan(200);
      expect(simulated.waitMs.mean / real.meanWaitMs).toBeGreaterThan(0.95);
      expect(simulated.waitMs.mean / real.meanWaitMs).toBeLessThan(1.05);
      expect(simulated.throughputPerS / real.throughputPerS).toBeGreaterThan(0.95);
      expect(simulated.throughputPerS / real.throughputPerS).toBeLessThan(1.05);
    },
  );
});

function isTold({ execution_time: executionTime }: Prediction): boolean {
  return executionTime !== null;
}

async function listPredictions(client: Parameters<typeof getPrediction>[0]): Promise<Prediction[]> {
  const items: Prediction[] = [];
  let path: string | null = "/v1/predictions?page_size=50";
  while (path !== null) {
    const page: { items: Prediction[]; next_cursor: string | null } = await take(
      client({ method: "GET", path }),
    );
    items.push(...page.items);
    path =
      page.next_cursor === null ? null : `/v1/predictions?page_size=50&cursor=${page.next_cursor}`;
  }
  return items;
}

function measure(predictions: Prediction[]): { meanWaitMs: number; throughputPerS: number } {
  const created = predictions.map(({ created_at: at }) => Date.parse(at));
  const ended = predictions.map(({ updated_at: at }) => Date.parse(at));
  const waits = predictions.map(({ setup_time: seconds }) => Number(seconds) * 1000);
  const lastedMs = Math.max(...ended) - Math.min(...created);
  return {
    meanWaitMs: waits.reduce((sum, ms) => sum + ms, 0) / waits.length,
    throughputPerS: (predictions.length * 1000) / lastedMs,
  };
}
