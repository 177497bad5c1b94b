import { describe, test } from "vitest";

import type { Predictor } from "../src/index.ts";
import { createHeldPredictor, echo } from "./predictors.ts";
import { asynchronous, call, serve } from "./serve.ts";

const get = (url: string) => call(url, { method: "GET" });

describe("a server that starts", () => {
  test("is STARTING with 503 for all but its health, then READY", async ({
    expect,
    onTestFinished,
  }) => {
    const setup = Promise.withResolvers<void>();
    const predictor: Predictor = {
      ...echo,
      async setup({ log }) {
        log("reading weights");
        await setup.promise;
      },
    };
    const { url, server } = await serve(onTestFinished, { predictor });

    const starting = await get(`${url}/health-check`);
    expect(starting.status).toBe(200);
    expect(starting.body).toMatchObject({
      status: "STARTING",
      setup: { status: "starting", logs: "reading weights\n" },
    });
    expect(await get(`${url}/openapi.json`)).toMatchObject({ status: 503 });
    expect(await call(`${url}/predictions`, { body: { input: {} } })).toMatchObject({
      status: 503,
      body: { error: "Predictor not ready" },
    });

    setup.resolve();
    await server.ready();
    expect(await get(`${url}/health-check`)).toMatchObject({
      status: 200,
      body: { status: "READY", setup: { status: "succeeded" }, version: { cog: "0.22.0" } },
    });
  });

  test("is SETUP_FAILED, still with 200, when its setup fails", async ({
    expect,
    onTestFinished,
  }) => {
    const predictor: Predictor = { ...echo, setup: () => Promise.reject(new Error("no weights")) };
    const { url, server } = await serve(onTestFinished, { predictor });

    await expect(server.ready()).rejects.toThrow("no weights");
    expect(await get(`${url}/health-check`)).toMatchObject({
      status: 200,
      body: { status: "SETUP_FAILED", setup: { status: "failed", logs: "no weights\n" } },
    });
    expect(await call(`${url}/predictions`, { body: { input: {} } })).toMatchObject({
      status: 503,
    });
  });
});

describe("a server that is ready", () => {
  test("is BUSY, with 200, while every slot is taken", async ({ expect, onTestFinished }) => {
    const { predictor, arrival } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor, capacity: 2 });

    await call(`${url}/predictions`, { headers: asynchronous, body: { id: "a" } });
    expect(await get(`${url}/health-check`)).toMatchObject({ body: { status: "READY" } });
    const second = call(`${url}/predictions`, { body: { id: "b" } });
    const held = await arrival("b");
    expect(await get(`${url}/health-check`)).toMatchObject({
      status: 200,
      body: { status: "BUSY" },
    });

    held.succeed(null);
    await second;
    expect(await get(`${url}/health-check`)).toMatchObject({ body: { status: "READY" } });
  });

  test("lists its addresses at the root", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor: echo });

    expect((await get(url)).body).toEqual({
      cog_version: "0.22.0",
      openapi_url: "/openapi.json",
      shutdown_url: "/shutdown",
      healthcheck_url: "/health-check",
      predictions_url: "/predictions",
      predictions_idempotent_url: "/predictions/{prediction_id}",
      predictions_cancel_url: "/predictions/{prediction_id}/cancel",
    });
  });

  test("describes itself in OpenAPI 3.0.2 with the predictor's schemas", async ({
    expect,
    onTestFinished,
  }) => {
    const schemas = {
      Input: { type: "object", properties: { text: { type: "string" } } },
      Output: { type: "string" },
    };
    const { url } = await serve(onTestFinished, { predictor: { ...echo, schemas } });

    expect((await get(`${url}/openapi.json`)).body).toMatchObject({
      openapi: "3.0.2",
      paths: { "/predictions": { post: {} }, "/predictions/{prediction_id}": { put: {} } },
      components: { schemas },
    });
  });

  test("has no GET of a prediction, not even while it runs", async ({ expect, onTestFinished }) => {
    const { predictor } = createHeldPredictor();
    const { url } = await serve(onTestFinished, { predictor });
    await call(`${url}/predictions`, { headers: asynchronous, body: { id: "a" } });

    const response = await get(`${url}/predictions/a`);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("PUT");
    expect(await get(`${url}/nothing`)).toMatchObject({ status: 404 });
  });
});
