import { describe, test } from "vitest";

import type { PredictionRecord, RoutingReceipt } from "@headgate/shared";

import { listPredictionStatistics, upsertPredictions } from "../src/index.ts";
import { db, makeModel, makeVersion, record, succeeded } from "./factories.ts";

async function makeTarget() {
  const model = await makeModel();
  const version = await makeVersion(model.id);
  const counted = () => listPredictionStatistics(db, [model.owner.id]);
  return { version, counted };
}

const none = {
  ...{ succeeded: 0, failed: 0, canceled: 0, expired: 0, checkedOutputs: 0, invalidOutputs: 0 },
  ...{ attempts: 0, busyAttempts: 0, unreachableAttempts: 0, brokenAttempts: 0 },
  ...{ lostAttempts: 0, failedAttempts: 0, queueS: 0, setupS: 0, runS: 0 },
};

function ended(key: number, changes: Partial<PredictionRecord> = {}): PredictionRecord {
  const made = record(key, { backendId: "a", attempt: 1, epoch: 1 });
  const times = { startedAt: made.createdAt + 500, completedAt: made.createdAt + 2_500 };
  return { ...made, ...times, state: "succeeded", outcome: succeeded, ...changes };
}

describe("statistics of predictions", () => {
  test("count each once, however often its end is told", async ({ expect }) => {
    const { version, counted } = await makeTarget();
    const one = ended(version.key);
    await upsertPredictions(db, [{ ...one, state: "running", completedAt: null, outcome: null }]);
    expect(await counted()).toEqual([]);
    await upsertPredictions(db, [one, one]);
    await upsertPredictions(db, [one]);
    const failed = { ...succeeded, state: "failed" } as const;
    await upsertPredictions(db, [{ ...one, state: "failed", outcome: failed }]);
    const counts = { ...none, succeeded: 1, attempts: 1, queueS: 0.5, runS: 2 };
    expect(await counted()).toMatchObject([{ ...counts, backendId: "a" }]);
  });

  test("add up by version and backend", async ({ expect }) => {
    const { version, counted } = await makeTarget();
    const other = await makeTarget();
    const { key } = version;
    await upsertPredictions(db, [
      ended(key),
      ended(key, { state: "failed", attempt: 3 }),
      ended(key, { backendId: "b", state: "canceled" }),
      ended(key, { backendId: null, state: "expired", startedAt: null, attempt: 0 }),
      ended(other.version.key),
    ]);
    const times = { queueS: 0.5, runS: 2 };
    expect(await counted()).toMatchObject([
      { ...none, backendId: "", expired: 1, queueS: 2.5 },
      { ...none, backendId: "a", succeeded: 1, failed: 1, attempts: 4, queueS: 1, runS: 4 },
      { ...none, ...times, backendId: "b", canceled: 1, attempts: 1 },
    ]);
    expect(await other.counted()).toMatchObject([{ succeeded: 1 }]);
  });

  test("count outputs that were looked at, and those that were wrong", async ({ expect }) => {
    const { version, counted } = await makeTarget();
    const looked = (outputProblems: { location: string; message: string }[] | null) =>
      ended(version.key, { outcome: { ...succeeded, outputProblems, setupTimeS: 1.5 } });
    const problem = { location: "", message: "no" };
    await upsertPredictions(db, [looked(null), looked([]), looked([problem, problem])]);
    expect(await counted()).toMatchObject([
      { succeeded: 3, checkedOutputs: 2, invalidOutputs: 1, setupS: 4.5 },
    ]);
  });

  test("count attempts that came to nothing where they were made", async ({ expect }) => {
    const { version, counted } = await makeTarget();
    const attempts: RoutingReceipt["attempts"] = [
      { backendId: "b", at: 1, outcome: "busy" },
      { backendId: "b", at: 2, outcome: "broken" },
      { backendId: "c", at: 3, outcome: "lost" },
    ];
    const receipt: RoutingReceipt = {
      ...{ waitedMs: 5, reason: "only_free", candidates: [] },
      attempts,
    };
    await upsertPredictions(db, [ended(version.key, { receipt, attempt: 3 })]);
    expect(await counted()).toMatchObject([
      { ...none, backendId: "a", succeeded: 1, attempts: 3, queueS: 0.5, runS: 2 },
      { ...none, backendId: "b", busyAttempts: 1, brokenAttempts: 1 },
      { ...none, backendId: "c", lostAttempts: 1 },
    ]);
  });
});
