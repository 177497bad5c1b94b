import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import {
  fastApiServer,
  modzyContainer,
  sageMakerContainer,
  tensorFlowServing,
  trussServer,
} from "../../../test/container-servers.ts";
import { FakeServer, send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";

const adapter = adapterFor("http", fetch);

const halves = { preset: "tensorflow-serving", model: "half_plus_two" };
const folders = { input: "/data/in", output: "/data/out" };

describe("a preset", () => {
  test.for([
    ["Modzy", modzyContainer, { preset: "modzy" }, folders, { message: "success" }],
    ["Truss", trussServer, { preset: "truss" }, { number: 4 }, { doubled: 8 }],
    [
      "SageMaker",
      sageMakerContainer,
      { preset: "sagemaker" },
      { a: 1 },
      { predictions: [{ a: 1 }] },
    ],
    ["TensorFlow Serving", tensorFlowServing, halves, { instances: [1, 2] }, [2.5, 3]],
    ["FastAPI", fastApiServer, { preset: "json" }, { url: "u" }, [{ x: 1 }]],
  ] as const)(
    "runs a prediction on %s, and knows that it is ready",
    async ([, start, settings, input, output], { expect }) => {
      await using server = await start();
      const backend = backendOf(server.url, "http", settings);
      expect(await adapter.health(backend)).toMatchObject({ state: "ready" });
      expect(await adapter.predict(callTo(backend, input))).toMatchObject({
        result: { state: "succeeded", output },
      });
    },
  );

  test.for([
    ["Modzy", modzyContainer, { preset: "modzy" }, "expects an input filepath"],
    ["Truss", trussServer, { preset: "truss" }, "number is missing"],
    ["TensorFlow Serving", tensorFlowServing, halves, "Missing 'inputs' or 'instances' key"],
    ["FastAPI", fastApiServer, { preset: "json" }, "Field required"],
  ] as const)(
    "finds the reason why %s refuses an input",
    async ([, start, settings, message], { expect }) => {
      await using server = await start();
      const call = callTo(backendOf(server.url, "http", settings), {});
      expect(await adapter.predict(call)).toMatchObject({
        result: { state: "failed", error: { message } },
      });
    },
  );

  test("of TensorFlow Serving waits for the model", async ({ expect }) => {
    await using server = await tensorFlowServing("LOADING");
    const backend = backendOf(server.url, "http", halves);
    expect(await adapter.health(backend)).toMatchObject({ state: "starting" });
  });

  test("of Baseten calls the environment that the URL ends in", async ({ expect }) => {
    await using server = await FakeServer.serving((_, response) => {
      send(response, 404, { error: "no deployment", error_code: "model_does_not_exist" });
    });
    const backend = backendOf(`${server.url}/production`, "http", { preset: "baseten" });
    expect(await adapter.predict(callTo(backend, {}))).toMatchObject({
      result: { state: "failed", error: { message: "no deployment" } },
    });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/production/predict" });
  });
});

describe("describing a mapped backend", () => {
  test("takes the schemas of its route from OpenAPI 3.1", async ({ expect }) => {
    await using server = await fastApiServer();
    const description = await adapter.describe(backendOf(server.url, "http", { preset: "json" }));
    const $schema = "https://json-schema.org/draft/2020-12/schema";
    const { Picture, Faces, Face } = {
      Picture: { type: "object", properties: { url: { type: "string" } }, required: ["url"] },
      Faces: { type: "array", items: { $ref: "#/$defs/Face" } },
      Face: { type: "object", properties: { x: { type: "integer" } } },
    };
    expect(description).toEqual({
      protocol: "http",
      input: { $schema, $ref: "#/$defs/Picture", $defs: { Picture } },
      output: { $schema, $ref: "#/$defs/Faces", $defs: { Faces, Face } },
      training: null,
      models: [],
    });
  });

  test("leaves out what the mapping changes on the way", async ({ expect }) => {
    await using server = await fastApiServer();
    const settings = { preset: "json", body: { url: { $from: "/input" } }, result: "/0" };
    const described = await adapter.describe(backendOf(server.url, "http", settings));
    expect(described).toMatchObject({ protocol: "http", input: null, output: null });
  });

  test("knows at least that something answers, or that nothing does", async ({ expect }) => {
    await using server = await modzyContainer();
    const backend = backendOf(server.url, "http", { preset: "modzy" });
    expect(await adapter.describe(backend)).toMatchObject({ input: null, output: null });
    const down = backendOf("http://127.0.0.1:1", "http", { preset: "baseten" });
    expect(await adapter.describe(down)).toBeNull();
  });
});
