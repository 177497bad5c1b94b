import { describe, test } from "vitest";

import type { Outcome, PredictionRecord } from "@headgate/shared";

import { FakeBucket } from "../../test/fake-bucket.ts";
import { newId, ticketOf } from "../../test/leases.ts";
import { PayloadStore } from "../payloads/payload-store.ts";
import type { PredictionUrls } from "./prediction-urls.ts";
import { readTexts } from "./read-texts.ts";
import { renderPrediction } from "./render-prediction.ts";

const createdAt = Date.UTC(2026, 10, 21, 9, 30);
const ended: Outcome = {
  state: "succeeded",
  output: { inline: '"out"' },
  error: null,
  logs: "one\n\ntwo\n",
  predictTimeS: 1,
  setupTimeS: null,
  outputProblems: null,
};

function recordOf(given: Partial<PredictionRecord> = {}): PredictionRecord {
  return {
    ...ticketOf(),
    id: newId(),
    createdAt,
    state: "queued",
    backendId: null,
    epoch: 0,
    attempt: 0,
    cancelRequested: false,
    startedAt: null,
    completedAt: null,
    outcome: null,
    receipt: null,
    ...given,
  };
}

function urlsOf({ id }: PredictionRecord): PredictionUrls {
  const get = `https://headgate.example/v1/predictions/${id}`;
  const origin = "https://headgate.example";
  return { origin, get, cancel: `${get}/cancel`, stream: `${get}/stream?signature=x` };
}

function rendered(
  record: PredictionRecord,
  texts = { input: "{}", output: null } as Texts,
): unknown {
  return JSON.parse(renderPrediction(record, texts, urlsOf(record)));
}

interface Texts {
  input: string | null;
  output: string | null;
}

describe("rendering a prediction", () => {
  test("writes WriftAI's keys and the exact state, and no other", ({ expect }) => {
    const record = recordOf();
    expect(rendered(record)).toEqual({
      url: `https://headgate.example/v1/predictions/${record.id}`,
      id: record.id,
      created_at: "2026-11-21T09:30:00.000000Z",
      updated_at: "2026-11-21T09:30:00.000000Z",
      status: "pending",
      state: "queued",
      setup_time: null,
      execution_time: null,
      model: { owner: "john", name: "image-upscaler", version_number: 30 },
      priority: 1,
      cost: 1,
      deadline: null,
      queue: null,
      metrics: {
        ...{ queue_time_s: null, setup_time_s: null },
        ...{ predict_time_s: null, total_time_s: null },
      },
      receipt: null,
      output_problems: null,
      error: null,
      logs: [],
      data_removed: false,
      urls: {
        get: `https://headgate.example/v1/predictions/${record.id}`,
        cancel: `https://headgate.example/v1/predictions/${record.id}/cancel`,
        stream: `https://headgate.example/v1/predictions/${record.id}/stream?signature=x`,
      },
      input: {},
      output: null,
    });
  });

  test("tells times as seconds, each once it is known", ({ expect }) => {
    const running = recordOf({ state: "running", startedAt: createdAt + 1500 });
    expect(rendered(running)).toMatchObject({
      status: "started",
      updated_at: "2026-11-21T09:30:01.500000Z",
      setup_time: "1.500",
      execution_time: null,
    });
    const done = { state: "succeeded", completedAt: createdAt + 61_501, outcome: ended } as const;
    expect(rendered({ ...running, ...done })).toMatchObject({
      updated_at: "2026-11-21T09:31:01.501000Z",
      setup_time: "1.500",
      execution_time: "60.001",
      logs: ["one", "two"],
    });
    expect(rendered(recordOf({ ...done, state: "expired" }))).toMatchObject({
      status: "failed",
      setup_time: null,
      execution_time: null,
    });
  });

  test("tells how it was routed", ({ expect }) => {
    const at = createdAt + 1_000;
    const record = recordOf({
      ...{ priority: 0, cost: 4, deadlineAt: createdAt + 90_000 },
      receipt: {
        waitedMs: 1_500,
        reason: "only_free",
        candidates: [{ backendId: "a", leased: 3, capacity: 8, verdict: "chosen" }],
        attempts: [{ backendId: "b", at, outcome: "busy" }],
      },
    });
    expect(rendered(record)).toMatchObject({
      ...{ priority: 0, cost: 4, deadline: "2026-11-21T09:31:30.000000Z" },
      receipt: {
        waited_s: 1.5,
        reason: "only_free",
        candidates: [{ backend_id: "a", leased: 3, capacity: 8, verdict: "chosen" }],
        attempts: [{ backend_id: "b", at: "2026-11-21T09:30:01.000000Z", outcome: "busy" }],
      },
    });
    const queue = { position: 3, estimateMs: 4_500 };
    expect(rendered({ ...record, queue } as PredictionRecord)).toMatchObject({
      queue: { position: 3, estimate_s: 4.5 },
    });
  });

  test("tells times as numbers, the backend's own before ours", ({ expect }) => {
    const times = { startedAt: createdAt + 1_500, completedAt: createdAt + 4_000 };
    const outcome = { ...ended, setupTimeS: 0.5, predictTimeS: null };
    const done = recordOf({ state: "succeeded", ...times, outcome });
    const ours = { queue_time_s: 1.5, setup_time_s: 0.5, predict_time_s: 2.5, total_time_s: 4 };
    expect(rendered(done)).toMatchObject({ metrics: ours });
    const told = { ...done, outcome: { ...outcome, predictTimeS: 1.75 } };
    expect(rendered(told)).toMatchObject({ metrics: { ...ours, predict_time_s: 1.75 } });
    const waited = recordOf({ state: "expired", completedAt: createdAt + 4_000 });
    expect(rendered(waited)).toMatchObject({
      metrics: { queue_time_s: 4, predict_time_s: null, total_time_s: 4 },
    });
  });

  test("says what is wrong with its output", ({ expect }) => {
    const outputProblems = [{ location: "/0/name", message: "it is no text" }];
    const outcome = { ...ended, outputProblems };
    const record = recordOf({ state: "succeeded", completedAt: createdAt, outcome });
    expect(rendered(record)).toMatchObject({ output_problems: outputProblems });
  });

  test("says why it failed", ({ expect }) => {
    const error = { source: "external", message: "no", detail: null } as const;
    const outcome: Outcome = { ...ended, state: "failed", output: null, error };
    const record = recordOf({ state: "failed", completedAt: createdAt, outcome });
    expect(rendered(record)).toMatchObject({ status: "failed", state: "failed", error });
  });

  test("puts input and output in as the text that they are", ({ expect }) => {
    const texts = { input: '{"n": 1e2, "__proto__": 1}', output: "[12345678901234567890]" };
    const record = recordOf();
    const text = renderPrediction(record, texts, urlsOf(record));
    expect(text.endsWith(`,"input":${texts.input},"output":${texts.output}}`)).toBe(true);
    expect(rendered(recordOf(), { input: null, output: null })).toMatchObject({
      input: null,
      output: null,
    });
  });
});

describe("reading a prediction's texts", () => {
  test("finds them inline and in the bucket, and null where there is none", async ({ expect }) => {
    const bucket = new FakeBucket();
    const payloads = new PayloadStore(bucket);
    await bucket.put("in", '"large"');
    const large = ticketOf({ key: "in", bytes: 7 });
    expect(await readTexts(payloads, recordOf(large))).toEqual({ input: '"large"', output: null });
    expect(await readTexts(payloads, recordOf({ outcome: ended }))).toEqual({
      input: '{"scale":4}',
      output: '"out"',
    });
    bucket.objects.clear();
    const gone = { ...ended, output: { key: "out", bytes: 9 } };
    expect(await readTexts(payloads, recordOf({ ...large, outcome: gone }))).toEqual({
      input: null,
      output: null,
    });
  });
});
