import { afterAll, beforeAll, describe, test } from "vitest";

import { createCogServer, createUpscaler, readDataUrl, upscaleDataUrl } from "../src/index.ts";
import type { CogPrediction } from "../src/index.ts";
import { boat, largestDifference } from "./pictures.ts";
import { receive } from "./receive.ts";
import { asPrediction, asynchronous, call } from "./serve.ts";

const server = createCogServer({ predictor: createUpscaler({ threads: 2 }), capacity: 2 });
let url = "";

beforeAll(async () => {
  ({ url } = await server.listen(0));
  await server.ready();
});
afterAll(() => server.close());

async function upscale(input: object): Promise<CogPrediction> {
  const { body } = await call(`${url}/predictions`, { body: { input } });
  return asPrediction(body);
}

function outputOf({ output }: CogPrediction): string {
  return typeof output === "string" ? output : "";
}

describe("the upscaler", () => {
  test("gives the picture that the network gives when it is called directly", async ({
    expect,
  }) => {
    const prediction = await upscale({ image: boat });
    expect(prediction).toMatchObject({ status: "succeeded", input: { scale: 4 } });
    const picture = readDataUrl(outputOf(prediction));
    const direct = readDataUrl(await upscaleDataUrl(boat, { scale: 4 }));
    expect(picture).toMatchObject({ width: 384, height: 384 });
    expect(largestDifference(picture, direct)).toBe(0);
    expect(prediction.logs).toBe(
      "96x96 to 384x384, scale 4\ntile 1 of 4, 25 %\ntile 2 of 4, 50 %\n" +
        "tile 3 of 4, 75 %\ntile 4 of 4, 100 %\n",
    );
  });

  test("enlarges two pictures at once and mixes nothing up", async ({ expect }) => {
    const [two, three] = await Promise.all([
      upscale({ image: boat, scale: 2 }),
      upscale({ image: boat, scale: 3 }),
    ]);
    expect(readDataUrl(outputOf(two))).toMatchObject({ width: 192 });
    expect(readDataUrl(outputOf(three))).toMatchObject({ width: 288 });
    expect(two.logs).toContain("scale 2");
    expect(three.logs).toContain("scale 3");
    expect(server.counters).toMatchObject({ inFlight: 0, highestInFlight: 2 });
  });

  test("answers while it works, and stops in the middle when it is canceled", async ({
    expect,
    onTestFinished,
  }) => {
    const receiver = await receive(onTestFinished);
    const body = {
      id: "slow",
      input: { image: boat, scale: 8 },
      webhook: receiver.url,
      webhook_events_filter: ["logs", "completed"],
    };
    await call(`${url}/predictions`, { headers: asynchronous, body });
    await receiver.until(({ length }) => length === 1);
    expect(await call(`${url}/health-check`, { method: "GET" })).toMatchObject({
      body: { status: "READY" },
    });
    expect(await call(`${url}/predictions/slow/cancel`)).toMatchObject({ status: 200 });

    const isEnd = ({ prediction }: { prediction: CogPrediction }) =>
      prediction.completed_at !== undefined;
    await receiver.until((deliveries) => deliveries.some(isEnd));
    const end = receiver.deliveries.find(isEnd)?.prediction;
    expect(end).toMatchObject({ status: "canceled" });
    expect(end?.logs).not.toContain("100 %");
    expect(await upscale({ image: boat, scale: 2 })).toMatchObject({ status: "succeeded" });
  });

  test("fails with the reason for a bad picture", async ({ expect }) => {
    expect(await upscale({ image: "data:image/png;base64,aGVsbG8=" })).toMatchObject({
      status: "failed",
      error: "image says image/png, but its bytes are neither PNG nor JPEG",
    });
  });

  test("refuses a scale that it has no network for", async ({ expect }) => {
    const answer = await call(`${url}/predictions`, { body: { input: { image: boat, scale: 5 } } });
    expect(answer).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body", "input", "scale"] }] },
    });
  });

  test("publishes its schemas", async ({ expect }) => {
    const { body } = await call(`${url}/openapi.json`, { method: "GET" });
    expect(body).toMatchObject({
      components: {
        schemas: {
          Input: { required: ["image"], properties: { image: { format: "uri" } } },
          Output: { type: "string", format: "uri" },
          scale: { type: "integer", enum: [2, 3, 4, 8] },
        },
      },
    });
  });
});

describe("the threads of the upscaler", () => {
  const context = { id: "a", signal: new AbortController().signal, log: () => {} };

  test("are stopped when the server closes while they start", async ({ expect }) => {
    const starting = createCogServer({ predictor: createUpscaler({ threads: 1 }) });
    await starting.listen(0);
    await starting.close();
    await expect(starting.ready()).rejects.toThrow("thread ended while it read the networks");
  });

  test("are replaced when they died, and take their picture with them", async ({
    expect,
    onTestFinished,
  }) => {
    const upscaler = createUpscaler({ threads: 1 });
    onTestFinished(() => upscaler.close?.());
    const isWorking = Promise.withResolvers<void>();
    const input = { image: boat, scale: 8 };
    const lost = upscaler.predict(input, { ...context, log: () => isWorking.resolve() });
    await isWorking.promise;
    await upscaler.close?.();
    await expect(lost).rejects.toThrow("the worker thread ended before the picture was done");
    expect(await upscaler.predict({ image: boat, scale: 2 }, context)).toMatch(/^data:image\/png/);
  });
});
