import { describe, test } from "vitest";

import { demoOwner } from "@headgate/local";
import type { PredictionWithIO } from "@headgate/shared";
import { simulate, summarize } from "@headgate/simulator";

import { getPrediction, isEnded, predict, take, type Client } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { sleep } from "./system/predictors.ts";
import { createModel, versionBody } from "./system/publish.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem } from "./system/start-system.ts";

const runMs = 500;
/** So many a backend: each works all the time, until the end. */
const rounds = 10;

describe("a version over several gates", () => {
  test(
    "does with 8 shards and 16 backends 8 times what it does with one and two, within a fifth",
    { timeout: 180_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startSystem();
      onTestFinished(() => system.stop());
      const backends = await Promise.all(Array.from({ length: 16 }, () => startBackend(sleep, 1)));
      onTestFinished(async () => void (await Promise.all(backends.map((one) => one.crash()))));
      const one = await measure(system.client, {
        name: "one",
        shards: 1,
        on: backends.slice(0, 2),
      });
      const eight = await measure(system.client, { name: "eight", shards: 8, on: backends });
      expect(eight.shardsUsed).toBe(8);
      const growth = eight.slotsAtWork / one.slotsAtWork / 8;
      expect(growth).toBeGreaterThan(0.8);
      expect(growth).toBeLessThan(1.2);
      const asSimulated = eight.slotsAtWork / slotsAtWorkOf(8, eight.meanRunMs);
      expect(asSimulated).toBeGreaterThan(0.8);
      expect(asSimulated).toBeLessThan(1.2);
      const highest = backends.map(({ counters }) => counters.highestInFlight);
      expect(highest).toEqual(backends.map(() => 1));
    },
  );
});

interface Measured {
  /** Throughput in units of the time that a prediction takes: a busy machine makes it longer, and the routing no worse. */
  slotsAtWork: number;
  meanRunMs: number;
  shardsUsed: number;
}

/** Gives a version of its own all its work at once, and times it from when each backend has ended one to the last end. */
async function measure(
  client: Client,
  { name, shards, on }: { name: string; shards: number; on: TestBackend[] },
): Promise<Measured> {
  const model = `${demoOwner}/${name}`;
  await createModel(client, name);
  const versions = `/v1/models/${model}/versions`;
  await take(client({ path: versions, body: { ...versionBody(name), routing: { shards } } }));
  for (const { url } of on) {
    await take(client({ path: `${versions}/1/backends`, body: { url, capacity: 1 } }));
  }
  const count = on.length * rounds;
  const created = await Promise.all(
    Array.from({ length: count }, () => predict(client, [model, { ms: runMs }])),
  );
  const ended: PredictionWithIO[] = [];
  // One after the other: polling for all at once would be most of the work.
  for (const { id } of created) {
    ended.push(await eventually(() => getPrediction(client, id), isEnded, 120_000));
  }
  const ends = ended.map(({ updated_at: at }) => Date.parse(at)).toSorted((a, b) => a - b);
  const [warm = 0, last = 0] = [ends[on.length - 1], ends.at(-1)];
  const runsMs = ended.map(({ execution_time: seconds }) => Number(seconds) * 1000);
  const meanRunMs = runsMs.reduce((sum, ms) => sum + ms, 0) / count;
  return {
    meanRunMs,
    slotsAtWork: ((count - on.length) * meanRunMs) / (last - warm),
    shardsUsed: new Set(ended.map(({ id }) => shardOf(id))).size,
  };
}

/** The three digits after the version of the UUID. */
function shardOf(id: string): string {
  return id.slice(15, 18);
}

function slotsAtWorkOf(shards: number, meanRunMs: number): number {
  const backends = Array.from({ length: 2 * shards }, (_, index) => {
    return { id: `b${index}`, capacity: 1, weight: 1, speed: 1 };
  });
  const limits = { maxParallel: null, whenFull: "queue", maxQueued: 1000 } as const;
  const times = { queueTimeoutMs: 600_000, runTimeoutMs: 600_000 };
  const plan = {
    ...{ backends, shards, limits: { ...limits, ...times } },
    ...{ overheadMs: 0, gateRate: null },
  };
  const arrivals = Array.from({ length: backends.length * rounds }, () => {
    return { atMs: 0, runMs: meanRunMs, cost: 1, priority: 1, token: "token" } as const;
  });
  return (summarize(plan, simulate(plan, arrivals)).throughputPerS * meanRunMs) / 1000;
}
