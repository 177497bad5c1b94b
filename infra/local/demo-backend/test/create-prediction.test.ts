import { describe, test } from "vitest";

import { createHeldPredictor, echo } from "./predictors.ts";
import { asynchronous, call, serve } from "./serve.ts";

describe("POST /predictions", () => {
  test("answers 200 with the whole prediction when it has ended", async ({
    expect,
    onTestFinished,
  }) => {
    const predictor = {
      ...echo,
      predict: (input: object, { log }: { log: (line: string) => void }) => {
        log("first");
        log("second");
        return Promise.resolve({ seen: input });
      },
    };
    const { url, server } = await serve(onTestFinished, { predictor, version: "v1" });

    const answer = await call(`${url}/predictions`, { body: { id: "a", input: { x: 1 } } });
    expect(answer.status).toBe(200);
    const time: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    const seconds: unknown = expect.any(Number);
    expect(answer.body).toEqual({
      id: "a",
      version: "v1",
      input: { x: 1 },
      output: { seen: { x: 1 } },
      status: "succeeded",
      logs: "first\nsecond\n",
      created_at: time,
      started_at: time,
      completed_at: time,
      metrics: { predict_time: seconds },
    });
    expect(server.counters).toEqual({ inFlight: 0, highestInFlight: 1, startedIds: ["a"] });
  });

  test("answers 200 when the model failed: the status tells", async ({
    expect,
    onTestFinished,
  }) => {
    const predictor = { ...echo, predict: () => Promise.reject(new Error("out of memory")) };
    const { url } = await serve(onTestFinished, { predictor });

    const answer = await call(`${url}/predictions`, { body: { input: {} } });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: "failed", error: "out of memory" },
    });
    expect(answer.body).not.toHaveProperty("output");
  });

  test("answers 202 at once to exactly `Prefer: respond-async`", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor, capacity: 2 });

    const answer = await call(`${url}/predictions`, { headers: asynchronous, body: { id: "a" } });
    expect(answer).toMatchObject({ status: 202, body: { id: "a", status: "starting" } });
    expect(server.counters.inFlight).toBe(1);

    const headers = { prefer: "respond-async, wait=5" };
    const synchronous = call(`${url}/predictions`, { headers, body: { id: "b" } });
    (await arrival("b")).succeed("done");
    expect(await synchronous).toMatchObject({ status: 200, body: { output: "done" } });
  });

  test("answers 409 while every slot is taken, and counts what it took", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor, capacity: 2 });
    const first = call(`${url}/predictions`, { body: { id: "a" } });
    const held = await arrival("a");
    await call(`${url}/predictions`, { headers: asynchronous, body: { id: "b" } });

    expect(await call(`${url}/predictions`, { body: { id: "c" } })).toMatchObject({
      status: 409,
      body: { error: "At capacity - all prediction slots busy" },
    });
    expect(server.counters).toEqual({ inFlight: 2, highestInFlight: 2, startedIds: ["a", "b"] });

    held.succeed(null);
    await first;
    const retried = await call(`${url}/predictions`, { headers: asynchronous, body: { id: "c" } });
    expect(retried.status).toBe(202);
    expect(server.counters).toMatchObject({ highestInFlight: 2, startedIds: ["a", "b", "c"] });
  });

  test("answers 406 to a caller that wants a stream", async ({ expect, onTestFinished }) => {
    const { url, server } = await serve(onTestFinished, { predictor: echo });

    const headers = { accept: "text/event-stream" };
    expect(await call(`${url}/predictions`, { headers, body: {} })).toMatchObject({ status: 406 });
    expect(server.counters.startedIds).toEqual([]);
  });
});

describe("PUT /predictions/{id}", () => {
  test("answers a repeat with 202 and the present state while the prediction is in flight", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor });
    const put = (body: unknown = { id: "a", input: { x: 1 } }) =>
      call(`${url}/predictions/a`, { method: "PUT", headers: asynchronous, body });

    expect(await put()).toMatchObject({ status: 202, body: { id: "a", status: "starting" } });
    const held = await arrival("a");
    held.context.log("half way");
    const repeat = await put({});
    expect(repeat.status).toBe(202);
    expect(repeat.body).toMatchObject({
      id: "a",
      input: { x: 1 },
      status: "processing",
      logs: "half way\n",
    });
    expect(server.counters.startedIds).toEqual(["a"]);
  });

  test("begins anew once the prediction has ended", async ({ expect, onTestFinished }) => {
    const { url, server } = await serve(onTestFinished, { predictor: echo });
    const put = () => call(`${url}/predictions/a%20b`, { method: "PUT", body: {} });

    expect(await put()).toMatchObject({ status: 200, body: { id: "a b" } });
    expect(await put()).toMatchObject({ status: 200 });
    expect(server.counters.startedIds).toEqual(["a b", "a b"]);
  });

  test("refuses a body with another id", async ({ expect, onTestFinished }) => {
    const { url, server } = await serve(onTestFinished, { predictor: echo });

    const answer = await call(`${url}/predictions/a`, { method: "PUT", body: { id: "b" } });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      detail: [
        {
          loc: ["body", "id"],
          msg: "prediction ID must match the ID supplied in the URL",
          type: "value_error",
        },
      ],
    });
    expect(server.counters.startedIds).toEqual([]);
  });

  test("is the only way to repeat: POST with an id in flight gets 409", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor, capacity: 2 });
    await call(`${url}/predictions`, { headers: asynchronous, body: { id: "a" } });

    const repeat = await call(`${url}/predictions`, { headers: asynchronous, body: { id: "a" } });
    expect(repeat.status).toBe(409);
  });
});
