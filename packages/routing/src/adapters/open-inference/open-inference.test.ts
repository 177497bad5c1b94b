import { describe, test } from "vitest";

import { compileSchema } from "@headgate/shared";

import { backendOf, callTo } from "../../../test/calls.ts";
import { adder, FakeOpenInference } from "../../../test/fake-open-inference.ts";
import { send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";
import { maxResultBytes } from "../submission.ts";

const adapter = adapterFor("open-inference", fetch);
const input = {
  left: [
    [1, 2],
    [3, 4],
  ],
  right: [
    [10, 20],
    [30, 40],
  ],
  who: "Ada",
};
const output = {
  sum: [
    [11, 22],
    [33, 44],
  ],
  greeting: "Hello, Ada",
};

function backendAt(server: { url: string }, settings: object = { model: "adder" }) {
  // Metadata is kept by backend: a port may be given out again to the next test's server.
  return { ...backendOf(server.url, "open-inference", settings), id: crypto.randomUUID() };
}

describe("predicting with the Open Inference Protocol", () => {
  test("sends values as tensors and gives tensors as values", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const call = callTo(backendAt(server), input);
    expect(await adapter.predict(call)).toMatchObject({
      outcome: "ended",
      result: { state: "succeeded", output },
    });
    const [metadata, infer] = server.seen;
    expect(metadata).toMatchObject({ method: "GET", path: "/v2/models/adder" });
    expect(infer).toMatchObject({ method: "POST", path: "/v2/models/adder/infer" });
    expect(JSON.parse(infer?.body ?? "")).toEqual({
      id: call.predictionId,
      inputs: [
        { name: "left", datatype: "FP32", shape: [2, 2], data: [1, 2, 3, 4] },
        { name: "right", datatype: "FP32", shape: [2, 2], data: [10, 20, 30, 40] },
        { name: "who", datatype: "BYTES", shape: [1], data: ["Ada"] },
      ],
    });
  });

  test("asks for the tensors once, and again after a failure", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const backend = backendAt(server);
    const paths = () => server.seen.splice(0).map(({ path }) => path);
    await adapter.predict(callTo(backend, input));
    await adapter.predict(callTo(backend, input));
    expect(paths()).toEqual([
      "/v2/models/adder",
      ...Array<string>(2).fill("/v2/models/adder/infer"),
    ]);
    server.answerNext((response) => send(response, 500, { error: "out of memory" }));
    await adapter.predict(callTo(backend, input));
    await adapter.predict(callTo(backend, input));
    expect(paths()).toEqual([
      "/v2/models/adder/infer",
      "/v2/models/adder",
      "/v2/models/adder/infer",
    ]);
  });

  test("goes to the version that the settings name", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const versioned = backendAt(server, { model: "adder", version: "3" });
    expect(await adapter.stream(callTo(versioned, input))).toMatchObject({ result: { output } });
    expect(server.seen.at(-1)?.path).toBe("/v2/models/adder/versions/3/infer");
    const other = backendAt(server, { model: "adder", version: "4" });
    const message = "Request for unknown model: 'adder' is not found";
    expect(await adapter.predict(callTo(other, input))).toMatchObject({
      result: { state: "failed", error: { message } },
    });
  });

  test.for([
    [{ ...input, left: [[1]] }, "input.left[0] has 1 items; the model takes 2"],
    [{ ...input, who: 7 }, "input.who must be a string"],
    [{ ...input, top: 1 }, "input.top is no tensor of the model: it takes left, right, who"],
    [[1], "input must be an object with the model's tensors"],
  ] as const)("fails %j before anything is sent", async ([given, message], { expect }) => {
    await using server = await FakeOpenInference.start();
    expect(await adapter.predict(callTo(backendAt(server), given))).toMatchObject({
      result: { state: "failed", error: { message } },
    });
    expect(server.seen).toHaveLength(1);
  });

  test("leaves it to the server to miss a tensor", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const { left, right } = input;
    expect(await adapter.predict(callTo(backendAt(server), { left, right }))).toMatchObject({
      result: {
        state: "failed",
        error: { message: "expected 3 inputs but got fewer for model 'adder'" },
      },
    });
  });

  test("passes the protocol's own request where the model tells no tensors", async ({ expect }) => {
    const model = { ...adder, inputs: [], outputs: [], run: () => [] };
    await using server = await FakeOpenInference.start(model);
    const raw = '{"inputs": [ ], "id":"mine"}';
    expect(await adapter.predict(callTo(backendAt(server), raw))).toMatchObject({
      result: { output: { model_name: "adder", id: "mine", outputs: [] } },
    });
    expect(server.seen.at(-1)?.body).toBe(raw);
  });

  test.for([
    [503, { error: "Exceeds maximum queue size" }, "busy"],
    [500, { error: "onnx runtime error" }, "broken"],
    [200, { outputs: "none" }, "broken"],
    [200, "<html>", "broken"],
  ] as const)("is refused with %d and %j: %s", async ([status, body, reason], { expect }) => {
    await using server = await FakeOpenInference.start();
    const backend = backendAt(server);
    await adapter.predict(callTo(backend, input));
    server.answerNext((response) => send(response, status, body));
    expect(await adapter.predict(callTo(backend, input))).toMatchObject({ reason });
  });

  test("is failed by an answer whose tensors do not add up", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const backend = backendAt(server);
    await adapter.predict(callTo(backend, input));
    const tensor = { name: "sum", datatype: "FP32", shape: [2, 2], data: [1] };
    server.answerNext((response) => send(response, 200, { outputs: [tensor] }));
    const message = "the answer's tensor sum has 1 values for the shape [2, 2]";
    expect(await adapter.predict(callTo(backend, input))).toMatchObject({
      result: { error: { message } },
    });
  });

  test("stops an answer that is too large", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const backend = backendAt(server);
    await adapter.predict(callTo(backend, input));
    server.answerNext((response) => {
      response.writeHead(200, { "content-length": maxResultBytes + 1 }).write("{");
    });
    const message = "The backend's answer is larger than 16 MiB.";
    expect(await adapter.predict(callTo(backend, input))).toMatchObject({
      result: { error: { message } },
    });
  });

  test("is refused where the model's tensors cannot be read", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    for (const [status, body, reason] of [
      [200, { name: "adder", inputs: [{ name: "x" }] }, "unreachable"],
      [200, [], "unreachable"],
      [500, {}, "unreachable"],
      [503, { error: "loading" }, "busy"],
    ] as const) {
      server.answerNext((response) => send(response, status, body));
      expect(await adapter.predict(callTo(backendAt(server), input))).toMatchObject({ reason });
    }
  });
});

describe("describing a model of the Open Inference Protocol", () => {
  test("gives schemas that its input and output fit", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const description = await adapter.describe(backendAt(server));
    expect(description).toMatchObject({ protocol: "open-inference", models: ["adder"] });
    expect(compileSchema(description?.input).check(input).valid).toBe(true);
    expect(compileSchema(description?.output).check(output).valid).toBe(true);
    expect(compileSchema(description?.input).check({ ...input, left: [[1]] }).valid).toBe(false);
  });

  test("gives none where the model tells no tensors", async ({ expect }) => {
    await using server = await FakeOpenInference.start({ ...adder, inputs: [], outputs: [] });
    expect(await adapter.describe(backendAt(server))).toMatchObject({ input: null, output: null });
  });

  test("is null for a model that is not there", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    expect(await adapter.describe(backendAt(server, { model: "other" }))).toBeNull();
  });
});

describe("the health of an Open Inference server", () => {
  test("is that of server and model", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    expect(await adapter.health(backendAt(server))).toMatchObject({ state: "ready" });
    const other = backendAt(server, { model: "other" });
    expect(await adapter.health(other)).toMatchObject({ state: "failed" });
    server.isReady = false;
    expect(await adapter.health(backendAt(server))).toMatchObject({ state: "starting" });
  });

  test("is starting while the model loads", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    server.answerNext((response) => {
      send(response, 200, { ready: true });
      server.answerNext((next) => send(next, 503, { error: "loading" }));
    });
    expect(await adapter.health(backendAt(server))).toMatchObject({ state: "starting" });
  });

  test("cannot be told of what is none, or is down", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const elsewhere = backendAt({ url: `${server.url}/elsewhere` });
    expect(await adapter.health(elsewhere)).toMatchObject({ state: "unreachable" });
    const down = backendAt({ url: "http://127.0.0.1:1" });
    expect(await adapter.health(down)).toMatchObject({ state: "unreachable" });
  });
});
