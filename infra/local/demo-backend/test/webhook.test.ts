import { describe, test } from "vitest";

import { createHeldPredictor, echo } from "./predictors.ts";
import { receive, statuses } from "./receive.ts";
import { asynchronous, call, serve } from "./serve.ts";

describe("webhooks", () => {
  test("tell of the start, the logs, the output and the end", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor });
    const receiver = await receive(onTestFinished);
    const body = { id: "a", input: { x: 1 }, webhook: receiver.url };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    const held = await arrival("a");
    held.context.log("half way");
    await receiver.until(({ length }) => length === 2);
    held.succeed("done");
    await receiver.until(({ length }) => length === 4);
    const told = receiver.deliveries.map(({ prediction }) => prediction);
    expect(told[0]).toMatchObject({ id: "a", input: { x: 1 }, status: "processing", logs: "" });
    expect(told[1]).toMatchObject({ status: "processing", logs: "half way\n" });
    expect(
      told
        .filter(({ output }) => output === "done")
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(["processing", "succeeded"]);
    expect(receiver.deliveries[0]?.headers).toMatchObject({ "content-type": "application/json" });
  });

  test("are sent for the events in the filter only", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor });
    const receiver = await receive(onTestFinished);
    const webhook_events_filter = ["start", "completed"];
    const body = { id: "a", webhook: receiver.url, webhook_events_filter };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    const held = await arrival("a");
    await receiver.until(({ length }) => length === 1);
    held.context.log("half way");
    held.succeed("done");
    await receiver.until(({ length }) => length >= 2);
    expect(statuses(receiver.deliveries)).toEqual(["processing", "succeeded"]);
  });

  test("tell of logs at most once in 500 ms", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    let now = 1_000_000;
    const { url } = await serve(onTestFinished, { predictor, clock: () => now });
    const receiver = await receive(onTestFinished);
    const body = { id: "a", webhook: receiver.url, webhook_events_filter: ["logs", "completed"] };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    const held = await arrival("a");
    held.context.log("1");
    held.context.log("2");
    now += 499;
    held.context.log("3");
    now += 1;
    held.context.log("4");
    await receiver.until(({ length }) => length === 2);
    held.context.log("5");
    held.succeed(null);
    await receiver.until(({ length }) => length === 3);
    const logs = receiver.deliveries.map(({ prediction }) => prediction.logs);
    expect(logs.toSorted()).toEqual(["1\n", "1\n2\n3\n4\n", "1\n2\n3\n4\n5\n"]);
    expect(receiver.deliveries[2]?.prediction.metrics).toEqual({ predict_time: 0.5 });
  });

  test("carry the token of the server and the trace of the caller", async ({
    expect,
    onTestFinished,
  }) => {
    const { url } = await serve(onTestFinished, { predictor: echo, webhookAuthToken: "secret" });
    const receiver = await receive(onTestFinished);
    const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
    const body = { webhook: receiver.url, webhook_events_filter: ["completed"] };
    await call(`${url}/predictions`, { headers: { ...asynchronous, ...trace }, body });

    await receiver.until(({ length }) => length === 1);
    expect(receiver.deliveries[0]?.headers).toMatchObject({
      authorization: "Bearer secret",
      ...trace,
    });
  });

  test("find the slot free when they tell of the end", async ({ expect, onTestFinished }) => {
    const { url, server } = await serve(onTestFinished, { predictor: echo });
    const inFlight: number[] = [];
    const receiver = await receive(onTestFinished, () => {
      inFlight.push(server.counters.inFlight);
      return 200;
    });
    const body = { webhook: receiver.url, webhook_events_filter: ["completed"] };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    await receiver.until(({ length }) => length === 1);
    expect(inFlight).toEqual([0]);
  });
});

describe("a webhook that is not taken", () => {
  const completedOnly = { webhook_events_filter: ["completed"] };

  test("is sent again on 429, 500, 502, 503, 504 and a cut connection, doubling the wait", async ({
    expect,
    onTestFinished,
  }) => {
    const webhooks = { firstRetryMs: 4 };
    const { url } = await serve(onTestFinished, { predictor: echo, webhooks });
    const refusals = [429, 500, 502, 503, 504, null];
    const receiver = await receive(onTestFinished, (_, index) =>
      index < refusals.length ? (refusals[index] ?? null) : 200,
    );
    const body = { webhook: receiver.url, ...completedOnly };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    await receiver.until(({ length }) => length === refusals.length + 1);
    const times = receiver.deliveries.map(({ arrivedAt }) => arrivedAt);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // Timers may fire a millisecond early against the other clock.
    waits.forEach((waitMs, index) => expect(waitMs).toBeGreaterThan(4 * 2 ** index - 2));
    expect(new Set(statuses(receiver.deliveries))).toEqual(new Set(["succeeded"]));
  });

  test("is given up after 12 retries", async ({ expect, onTestFinished }) => {
    const webhooks = { firstRetryMs: 0 };
    const { url } = await serve(onTestFinished, { predictor: echo, webhooks });
    const given = Promise.withResolvers<void>();
    const receiver = await receive(onTestFinished, (_, index) => {
      if (index === 12) given.resolve();
      return 503;
    });
    const body = { webhook: receiver.url, ...completedOnly };
    await call(`${url}/predictions`, { headers: asynchronous, body });
    await given.promise;

    // A second prediction's thirteen attempts take longer than a fourteenth of the first would.
    await call(`${url}/predictions`, { headers: asynchronous, body });
    await receiver.until(({ length }) => length >= 26);
    const ids = receiver.deliveries.map(({ prediction }) => prediction.id);
    expect(ids.filter((id) => id === ids[0]).length).toBe(13);
  });

  test("is not sent again on any other status", async ({ expect, onTestFinished }) => {
    const webhooks = { firstRetryMs: 0 };
    const { url } = await serve(onTestFinished, { predictor: echo, webhooks });
    const receiver = await receive(onTestFinished, ({ prediction }) =>
      prediction.id === "a" ? 400 : 503,
    );
    for (const id of ["a", "b"]) {
      const body = { id, webhook: receiver.url, ...completedOnly };
      await call(`${url}/predictions`, { headers: asynchronous, body });
    }

    await receiver.until(({ length }) => length === 14);
    const ids = receiver.deliveries.map(({ prediction }) => prediction.id);
    expect(ids.filter((id) => id === "a").length).toBe(1);
  });

  test("is not sent again unless it tells of the end", async ({ expect, onTestFinished }) => {
    const webhooks = { firstRetryMs: 0 };
    const { url } = await serve(onTestFinished, { predictor: echo, webhooks });
    const receiver = await receive(onTestFinished, () => 503);
    const body = { webhook: receiver.url, webhook_events_filter: ["start", "completed"] };
    await call(`${url}/predictions`, { headers: asynchronous, body });

    await receiver.until(({ length }) => length === 14);
    const told = statuses(receiver.deliveries);
    expect(told.filter((status) => status === "processing").length).toBe(1);
  });
});
