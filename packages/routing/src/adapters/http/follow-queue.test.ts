import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import { FakeQueue } from "../../../test/fake-queue.ts";
import { send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";

const adapter = adapterFor("http", fetch);
const settings = { preset: "runpod" };

describe("a prediction on a remote queue", () => {
  test("is handed over and asked for until it has ended", async ({ expect }) => {
    await using queue = await FakeQueue.start(2);
    const call = callTo(backendOf(queue.url, "http", settings), { prompt: "hi" });
    expect(await adapter.predict(call)).toMatchObject({
      outcome: "ended",
      result: { state: "succeeded", output: { text: "HI" }, predictTimeS: 0.003 },
    });
    expect(queue.seen[0]).toMatchObject({ method: "POST", body: '{"input":{"prompt":"hi"}}' });
    expect(queue.seen.map(({ path }) => path)).toEqual([
      "/run",
      "/status/job-1%2Fu1",
      "/status/job-1%2Fu1",
    ]);
  });

  test("may have ended with the first answer", async ({ expect }) => {
    await using queue = await FakeQueue.start();
    const backend = backendOf(queue.url, "http", { preset: "runpod-sync" });
    const submission = await adapter.predict(callTo(backend, { prompt: "hi" }));
    expect(submission).toMatchObject({ result: { output: { text: "HI" } } });
    expect(queue.seen.map(({ path }) => path)).toEqual(["/runsync"]);
  });

  test("fails with the reason that the queue gives", async ({ expect }) => {
    await using queue = await FakeQueue.start();
    const call = callTo(backendOf(queue.url, "http", settings), {});
    expect(await adapter.predict(call)).toMatchObject({
      result: { state: "failed", error: { message: "no prompt" } },
    });
  });

  test.for([
    ["TIMED_OUT", "failed"],
    ["CANCELLED", "canceled"],
  ] as const)("that is %s there has %s", async ([status, state], { expect }) => {
    await using queue = await FakeQueue.start();
    queue.answerNext((response) => send(response, 200, { id: "x", status }));
    const call = callTo(backendOf(queue.url, "http", settings), { prompt: "hi" });
    const message = `The backend says ${status}.`;
    expect(await adapter.predict(call)).toMatchObject({ result: { state, error: { message } } });
  });

  test("is canceled there when nobody waits any more", async ({ expect }) => {
    await using queue = await FakeQueue.start(1000);
    const caller = new AbortController();
    const call = callTo(backendOf(queue.url, "http", settings), { prompt: "hi" }, caller.signal);
    const submission = adapter.predict(call);
    while (queue.seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    expect(await submission).toMatchObject({ outcome: "refused" });
    expect(queue.seen.at(-1)).toMatchObject({ method: "POST", path: "/cancel/job-1%2Fu1" });
  });

  test("survives answers that tell nothing", async ({ expect }) => {
    await using queue = await FakeQueue.start();
    queue.answerNext((response) => {
      send(response, 200, { id: "job-1/u1", status: "IN_QUEUE" });
      queue.answerNext((next) => next.destroy());
    });
    const call = callTo(backendOf(queue.url, "http", settings), { prompt: "hi" });
    const submission = adapter.predict(call);
    while (queue.seen.length < 3) await new Promise((resolve) => setImmediate(resolve));
    queue.answerNext((response) => send(response, 200, { status: "COMPLETED", output: 1 }));
    expect(await submission).toMatchObject({ result: { output: 1 } });
  });

  test.for([
    [429, {}, { reason: "busy" }],
    [400, { error: "bad input" }, { result: { error: { message: "bad input" } } }],
    [200, { status: "IN_QUEUE" }, { reason: "broken", detail: "the answer has no id at /id" }],
    [200, { id: "..", status: "IN_QUEUE" }, { reason: "broken" }],
  ] as const)(
    "is not waited for after %d with %j",
    async ([status, body, submission], { expect }) => {
      await using queue = await FakeQueue.start();
      queue.answerNext((response) => send(response, status, body));
      const call = callTo(backendOf(queue.url, "http", settings), { prompt: "hi" });
      expect(await adapter.predict(call)).toMatchObject(submission);
      expect(queue.seen).toHaveLength(1);
    },
  );

  test("has its backend's health by the queue's own route", async ({ expect }) => {
    await using queue = await FakeQueue.start();
    const backend = backendOf(queue.url, "http", settings);
    expect(await adapter.health(backend)).toMatchObject({ state: "ready" });
  });
});
