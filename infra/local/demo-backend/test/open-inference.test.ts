import { describe, test } from "vitest";
import type { TestContext } from "vitest";

import { adapterFor, detectBackend } from "@headgate/routing/adapters";
import { compileSchema, createPredictionId } from "@headgate/shared";
import type { GateBackend } from "@headgate/shared";

import { createOpenInferenceServer } from "../src/open-inference/server.ts";
import { createTensorUpscaler } from "../src/upscaler/create-tensor-upscaler.ts";
import { enlargePicture } from "../src/upscaler/enlarge-picture.ts";
import { loadNetwork } from "../src/upscaler/network.ts";
import type { Picture } from "../src/upscaler/picture.ts";
import { corner, packagePicture } from "./pictures.ts";

const adapter = adapterFor("open-inference", fetch);
const flower = corner(packagePicture("fixture.png"), 24);

async function startUpscaler(
  onTestFinished: TestContext["onTestFinished"],
  settings: object = { model: "esrgan-slim-x2" },
): Promise<GateBackend> {
  const server = createOpenInferenceServer(createTensorUpscaler(2));
  onTestFinished(() => server.close());
  const { url } = await server.listen(0);
  await server.ready();
  return {
    ...{ id: crypto.randomUUID(), url, protocol: "open-inference", status: "enabled" },
    ...{ capacity: 1, weight: 1, shard: 0, settings: JSON.stringify(settings), credentials: null },
  };
}

/** Rows of pixels of red, green and blue. */
function rowsOf({ width, height, rgba }: Picture): number[][][] {
  const pixelAt = (index: number) => Array.from(rgba.subarray(index * 4, index * 4 + 3));
  const columns = [...Array(width).keys()];
  return [...Array(height).keys()].map((y) => columns.map((x) => pixelAt(y * width + x)));
}

function predict(backend: GateBackend, input: unknown) {
  const route = { createdAt: Date.now(), versionKey: 1, shard: 0, random: new Uint8Array(4) };
  return adapter.predict({
    ...{ backend, predictionId: createPredictionId(route), task: "prediction" },
    ...{ input: JSON.stringify(input), signal: AbortSignal.timeout(15_000) },
  });
}

describe("the network behind the Open Inference Protocol", () => {
  test("gives through the adapter the pixels that it gives when called directly", async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startUpscaler(onTestFinished);
    const submission = await predict(backend, { image: rowsOf(flower) });
    const direct = await enlargePicture(await loadNetwork(2), flower, { scale: 2 });
    if (submission.outcome !== "ended") throw new Error(JSON.stringify(submission));
    expect(submission.result).toMatchObject({ state: "succeeded", error: null });
    expect(submission.result.output).toEqual({ enlarged: rowsOf(direct) });
  });

  test("is found and described, with schemas that its pictures fit", async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startUpscaler(onTestFinished);
    const found = await detectBackend(fetch, { url: backend.url, settings: null });
    expect(found.protocol).toBe("open-inference");
    const { description } = await detectBackend(fetch, backend, "open-inference");
    const input = compileSchema(description?.input);
    expect(input.check({ image: rowsOf(flower) }).valid).toBe(true);
    expect(input.check({ image: [[[0, 0, 256]]] }).valid).toBe(false);
    expect(await adapter.health(backend)).toMatchObject({ state: "ready" });
  });

  test.for([
    [{ image: [[[0, 0]]] }, "input.image[0][0] has 2 items; the model takes 3"],
    [{ image: [] }, "the image is empty"],
    [{}, "input 'image' is missing"],
  ] as const)(
    "tells why it cannot enlarge %j",
    async ([input, message], { expect, onTestFinished }) => {
      const backend = await startUpscaler(onTestFinished);
      expect(await predict(backend, input)).toMatchObject({
        result: { state: "failed", error: { message } },
      });
    },
  );

  test("has no other model", async ({ expect, onTestFinished }) => {
    const backend = await startUpscaler(onTestFinished, { model: "resnet" });
    expect(await adapter.health(backend)).toMatchObject({ state: "failed" });
    expect(await predict(backend, {})).toMatchObject({ result: { state: "failed" } });
  });
});
