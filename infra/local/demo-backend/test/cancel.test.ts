import { once } from "node:events";

import { describe, test } from "vitest";

import { createCogServer } from "../src/index.ts";
import { createHeldPredictor, echo } from "./predictors.ts";
import { receive } from "./receive.ts";
import { asynchronous, call, serve } from "./serve.ts";

describe("POST /predictions/{id}/cancel", () => {
  test("ends the prediction as canceled", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor });
    const created = call(`${url}/predictions`, { body: { id: "a" } });
    await arrival("a");

    expect(await call(`${url}/predictions/a/cancel`)).toMatchObject({ status: 200, body: {} });
    const { status, body } = await created;
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: "a", status: "canceled" });
    expect(body).not.toHaveProperty("error");
    expect(server.counters.inFlight).toBe(0);
  });

  test("leaves the slot taken until the model has stopped", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor(true);
    const { url, server } = await serve(onTestFinished, { predictor });
    const created = call(`${url}/predictions`, { body: { id: "a" } });
    const held = await arrival("a");

    await call(`${url}/predictions/a/cancel`);
    expect(await call(`${url}/predictions`, { body: { id: "b" } })).toMatchObject({ status: 409 });
    held.fail(new Error("stopped"));
    expect((await created).body).toMatchObject({ status: "canceled" });
    expect(server.counters.inFlight).toBe(0);
  });

  test("answers 404 for an id that is not in flight", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor: echo });
    await call(`${url}/predictions`, { body: { id: "a" } });

    expect(await call(`${url}/predictions/a/cancel`)).toMatchObject({ status: 404 });
    expect(await call(`${url}/predictions/b/cancel`)).toMatchObject({ status: 404 });
  });
});

describe("a connection that drops", () => {
  test("cancels a synchronous prediction", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor });
    const receiver = await receive(onTestFinished);
    const caller = new AbortController();
    const body = { id: "a", webhook: receiver.url, webhook_events_filter: ["completed"] };
    const created = call(`${url}/predictions`, { body, signal: caller.signal });
    const held = await arrival("a");

    caller.abort();
    await expect(created).rejects.toThrow("aborted");
    await receiver.until(({ length }) => length === 1);
    expect(held.context.signal.aborted).toBe(true);
    expect(receiver.deliveries[0]?.prediction.status).toBe("canceled");
    expect(server.counters.inFlight).toBe(0);
  });

  test("leaves an asynchronous prediction alone", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor });
    const receiver = await receive(onTestFinished);
    const body = { id: "a", webhook: receiver.url, webhook_events_filter: ["completed"] };
    const headers = { ...asynchronous, connection: "close" };
    await call(`${url}/predictions`, { headers, body });

    const held = await arrival("a");
    expect(held.context.signal.aborted).toBe(false);
    held.succeed("done");
    await receiver.until(({ length }) => length === 1);
    expect(receiver.deliveries[0]?.prediction).toMatchObject({ output: "done" });
  });
});

describe("a server that closes", () => {
  test("does so at POST /shutdown, after the answer", async ({ expect, onTestFinished }) => {
    const { url, server } = await serve(onTestFinished, { predictor: echo });

    expect(await call(`${url}/shutdown`)).toMatchObject({ status: 200, body: {} });
    await server.closed;
    await expect(call(`${url}/predictions`, { body: {} })).rejects.toThrow("fetch failed");
  });

  test("drops its callers, aborts what is in flight and frees its port", async ({
    expect,
    onTestFinished,
  }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url, server } = await serve(onTestFinished, { predictor });
    const receiver = await receive(onTestFinished);
    const created = call(`${url}/predictions`, { body: { id: "a", webhook: receiver.url } });
    created.catch(() => {});
    const held = await arrival("a");
    await receiver.until(({ length }) => length === 1);
    const aborted = once(held.context.signal, "abort");

    await server.close();
    await aborted;
    await expect(created).rejects.toThrow("fetch failed");
    expect(receiver.deliveries.length).toBe(1);
    const next = createCogServer({ predictor: echo });
    onTestFinished(() => next.close());
    await next.listen(Number(new URL(url).port));
    expect(await call(`${url}/predictions`, { body: {} })).toMatchObject({ status: 200 });
  });

  test("rejects a port that is taken", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor: echo });

    const second = createCogServer({ predictor: echo }).listen(Number(new URL(url).port));
    await expect(second).rejects.toThrow("EADDRINUSE");
  });
});
