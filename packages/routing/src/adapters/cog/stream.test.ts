import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import { type CogEvent, FakeCog } from "../../../test/fake-cog.ts";
import { send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";

const adapter = adapterFor("cog", fetch);
const haiku: CogEvent[] = [
  ["output", { chunk: "Onions", index: 0 }],
  ["log", { source: "stdout", data: "step 1\n" }],
  ["metric", { name: "tokens", value: 2, mode: "set" }],
  ["output", { chunk: " bloom", index: 1 }],
  ["log", { source: "stderr", data: "step 2\n" }],
];
const succeeded = { status: "succeeded", output: ["Onions", " bloom"] };

function callOn(cog: FakeCog, signal = new AbortController().signal) {
  return callTo(backendOf(cog.url, "cog"), { prompt: "x" }, signal);
}

describe("streaming from Cog", () => {
  test("tells output and logs as they come, and ends with the final prediction", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const metrics = { predict_time: 0.5 };
    cog.events = [...haiku, ["completed", { ...succeeded, metrics }]];
    const call = callOn(cog);
    expect(await adapter.stream(call)).toEqual({
      outcome: "ended",
      result: {
        state: "succeeded",
        output: ["Onions", " bloom"],
        error: null,
        logs: "step 1\nstep 2\n",
        predictTimeS: 0.5,
        setupTimeS: null,
      },
    });
    expect(call.told).toEqual([
      { type: "output", chunk: "Onions" },
      { type: "logs", text: "step 1\n" },
      { type: "output", chunk: " bloom" },
      { type: "logs", text: "step 2\n" },
    ]);
    const [seen] = cog.seen;
    expect(seen).toMatchObject({ method: "PUT", path: `/predictions/${call.predictionId}` });
    expect(seen?.headers.prefer).toBeUndefined();
    expect(cog.seen).toHaveLength(1);
  });

  test("ends as failed or canceled where the final prediction says so", async ({ expect }) => {
    await using cog = await FakeCog.start();
    for (const status of ["failed", "canceled"] as const) {
      cog.events = [["completed", { status, error: "no onions" }]];
      expect(await adapter.stream(callOn(cog))).toMatchObject({
        result: { state: status, error: { message: "no onions" } },
      });
    }
  });

  test("asks again without where the model does not stream", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const call = callOn(cog);
    const original = adapter.stream(call);
    while (cog.running.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await adapter.cancel(call);
    expect(await original).toMatchObject({ result: { state: "canceled" } });
    expect(cog.seen.map(({ headers }) => headers.accept)).toEqual([
      "text/event-stream",
      "*/*",
      "*/*",
    ]);
  });

  test("takes the plain answer of a Cog that knows no streams", async ({ expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => send(response, 200, succeeded));
    const call = callOn(cog);
    expect(await adapter.stream(call)).toMatchObject({ result: { state: "succeeded" } });
    expect(call.told).toEqual([]);
  });

  test("is busy where all slots are taken", async ({ expect }) => {
    await using cog = await FakeCog.start(0);
    cog.events = haiku;
    expect(await adapter.stream(callOn(cog))).toMatchObject({ reason: "busy" });
    expect(cog.seen).toHaveLength(1);
  });

  test.for([
    ["an error", ["error", { detail: "events were dropped" }]],
    ["an end that is none", ["completed", { status: "processing" }]],
  ] as const)("is broken by %s, and stops the prediction", async ([, event], { expect }) => {
    await using cog = await FakeCog.start();
    cog.events = [...haiku, event];
    const call = callOn(cog);
    expect(await adapter.stream(call)).toMatchObject({ outcome: "refused", reason: "broken" });
    expect(cog.seen.at(-1)?.path).toBe(`/predictions/${call.predictionId}/cancel`);
  });

  test("is broken by a connection that is cut, and stops the prediction", async ({ expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("event: start\ndata: {}\n\n", () => response.destroy());
    });
    const call = callOn(cog);
    expect(await adapter.stream(call)).toMatchObject({ reason: "broken" });
    expect(cog.seen.at(-1)?.path).toBe(`/predictions/${call.predictionId}/cancel`);
  });

  test("stops the prediction when the caller leaves", async ({ expect }) => {
    await using cog = await FakeCog.start();
    cog.events = haiku;
    const caller = new AbortController();
    const call = { ...callOn(cog, caller.signal), emit: async () => caller.abort() };
    expect(await adapter.stream(call)).toMatchObject({ outcome: "refused" });
    expect(cog.running).toEqual([]);
  });
});

describe("a training on Cog", () => {
  test("goes by its own routes, and never streams", async ({ expect }) => {
    await using cog = await FakeCog.start(2);
    cog.events = haiku;
    const call = { ...callOn(cog), task: "training" as const };
    const callbackUrl = "https://headgate.example/v1/callbacks/x/1/t";
    const events = ["logs", "completed"] as const;
    expect(await adapter.submit?.({ ...call, callbackUrl, events })).toEqual({
      outcome: "accepted",
    });
    const [seen] = cog.seen;
    expect(seen?.path).toBe(`/trainings/${call.predictionId}`);
    expect(seen?.body).toContain('"webhook_events_filter":["logs","completed"]');
    expect(await adapter.cancel(call)).toBe("accepted");
    expect(cog.seen.at(-1)?.path).toBe(`/trainings/${call.predictionId}/cancel`);
  });
});
