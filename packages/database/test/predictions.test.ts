import { describe, test } from "vitest";

import type { PredictionRecord } from "@headgate/shared";

import { findModel, findPrediction, listPredictions, upsertPredictions } from "../src/index.ts";
import { db, makeModel, makeVersion, next, record, succeeded } from "./factories.ts";

async function makeTarget() {
  const model = await makeModel();
  const version = await makeVersion(model.id);
  const count = async () =>
    (await findModel(db, { owner: model.owner.username, name: model.name }))?.predictionsCount;
  return { model, version, count };
}

const ended = { state: "succeeded", startedAt: 5, completedAt: 9, outcome: succeeded } as const;
const failed = { ...succeeded, state: "failed", output: null } as const;

describe("history", () => {
  test("gives back what the gate told, but for the webhook's secret", async ({ expect }) => {
    const { model, version } = await makeTarget();
    const told = record(version.key, {
      ...{ owner: model.owner.username, model: model.name, versionId: version.id },
      ...{
        webhook: { url: "https://example.com/hook", secret: "mine", events: ["completed"] },
        cancelRequested: true,
      },
      ...{ input: { key: "in/1", bytes: 70_000 }, backendId: "b", epoch: 2, attempt: 3 },
      ...{ mode: "direct", state: "failed", startedAt: 5, completedAt: 9 },
      ...{ priority: 0, cost: 3, deadlineAt: 99, streams: true, traceparent: "00-1-2-01" },
      outcome: {
        ...{ state: "failed", output: { inline: '"half"' }, logs: 'line "1"\n\u0000 ümlaut 😀' },
        ...{
          error: { source: "external", message: "out of memory", detail: null },
          predictTimeS: 0.25,
          setupTimeS: 0.5,
          outputProblems: [{ location: "/a", message: "is no number" }],
        },
      },
    });
    await upsertPredictions(db, [told]);
    expect(await findPrediction(db, told.id)).toEqual({
      ...told,
      webhook: { url: "https://example.com/hook", secret: null, events: [] },
    });
  });

  test("is null for an unknown id, and leaves out what no version of it made", async ({
    expect,
  }) => {
    const stray = record(2 ** 30 - 1);
    const { version } = await makeTarget();
    const known = record(version.key);
    await upsertPredictions(db, [stray, { ...known, id: "no-id" }, known]);
    expect(await findPrediction(db, stray.id)).toBeNull();
    expect(await findPrediction(db, "no-id")).toBeNull();
    expect(await findPrediction(db, known.id)).toMatchObject({ id: known.id, outcome: null });
  });

  test("takes 500 records of 8 KB at once", async ({ expect }) => {
    const { version, count } = await makeTarget();
    const input = { inline: JSON.stringify("é".repeat(4000)) };
    const records = Array.from({ length: 500 }, () => record(version.key, { input }));
    await upsertPredictions(db, records);
    expect(await count()).toBe(500);
    expect(await findPrediction(db, records[499]?.id ?? "")).toMatchObject({ input });
  });

  test("does nothing for no records", async ({ expect }) => {
    expect(await upsertPredictions(db, [])).toEqual(new Set());
  });
});

describe("a prediction that is told twice", () => {
  const running = { state: "running", epoch: 1, attempt: 1, startedAt: 5 } as const;
  const cases: [
    string,
    Partial<PredictionRecord>,
    Partial<PredictionRecord>,
    "first" | "second",
  ][] = [
    ["moves on from queued to running", {}, running, "second"],
    ["does not go back from running to queued", running, {}, "first"],
    ["is queued again where the epoch is newer", running, { state: "queued", epoch: 2 }, "second"],
    ["takes the newer of two leases", running, { ...running, epoch: 2, backendId: "b2" }, "second"],
    ["keeps the newer of two leases", { ...running, epoch: 2, backendId: "b2" }, running, "first"],
    ["ends from queued", {}, ended, "second"],
    ["ends under an older epoch than the one that ran", { ...running, epoch: 7 }, ended, "second"],
    ["stays ended when it is told as running", ended, { ...running, epoch: 9 }, "first"],
    [
      "keeps its first end",
      ended,
      { ...ended, state: "failed", outcome: failed, epoch: 9 },
      "first",
    ],
  ];
  for (const [title, one, two, wins] of cases) {
    test(`${title}, message by message`, async ({ expect }) => {
      const { version, count } = await makeTarget();
      const first = record(version.key, one);
      const second = { ...record(version.key, two), id: first.id, createdAt: first.createdAt };
      await upsertPredictions(db, [first]);
      await upsertPredictions(db, [second, second]);
      const { state, epoch, backendId, outcome, completedAt } = wins === "first" ? first : second;
      const expected = { state, epoch, backendId, outcome, completedAt };
      expect(await findPrediction(db, first.id)).toMatchObject(expected);
      expect(await count()).toBe(1);
    });

    test(`${title}, in one batch`, async ({ expect }) => {
      const { version, count } = await makeTarget();
      const first = record(version.key, one);
      const second = { ...record(version.key, two), id: first.id, createdAt: first.createdAt };
      await upsertPredictions(db, [first, second, first]);
      const winner = wins === "first" ? first : second;
      expect(await findPrediction(db, first.id)).toMatchObject({
        state: winner.state,
        epoch: winner.epoch,
      });
      expect(await count()).toBe(1);
    });
  }
});

describe("a caller's predictions", () => {
  test("come newest first, whatever the version, and nobody else's", async ({ expect }) => {
    const [one, two] = [await makeTarget(), await makeTarget()];
    const callerId = `caller-${next()}`;
    const made = [one, two, one, two, one, two, one].map(({ version }) =>
      record(version.key, { callerId }),
    );
    await upsertPredictions(
      db,
      [...made, record(one.version.key, { callerId: "stranger" })].toReversed(),
    );
    const first = await listPredictions(
      db,
      { callerId, task: "prediction" },
      { cursor: null, size: 5 },
    );
    const second = await listPredictions(
      db,
      { callerId, task: "prediction" },
      { cursor: first.next, size: 5 },
    );
    const ids = [...first.rows, ...second.rows].map((row) => row.id);
    expect(ids).toEqual(made.map((row) => row.id).toReversed());
    expect(second.next).toBeNull();
    expect(first.rows[0]).toMatchObject({ state: "queued", model: one.model.name, number: 1 });
  });
});
