import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import { FakeServer, send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";
import { maxResultBytes } from "../submission.ts";

const adapter = adapterFor("http", fetch);

function upperCase(): Promise<FakeServer> {
  return FakeServer.serving(({ body }, response) =>
    send(response, 200, JSON.parse(body.toUpperCase())),
  );
}

function answering(type: string, ...chunks: (string | Uint8Array)[]): Promise<FakeServer> {
  return FakeServer.serving((_, response) => {
    response.writeHead(200, { "content-type": type });
    for (const chunk of chunks) response.write(chunk);
    response.end();
  });
}

describe("predicting by a mapping", () => {
  test("sends the input as it was written and takes the answer as it is", async ({ expect }) => {
    await using server = await upperCase();
    const backend = backendOf(server.url, "http", { path: "/predict" });
    const text = '{"text": "hi", "seed": 12345678901234567890}';
    expect(await adapter.predict(callTo(backend, text))).toMatchObject({
      result: { state: "succeeded", output: { TEXT: "hi".toUpperCase() } },
    });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: "POST", path: "/predict", body: text });
    expect(seen?.headers["content-type"]).toBe("application/json");
  });

  test("fills method, path, headers and body, and picks the output", async ({ expect }) => {
    await using server = await upperCase();
    const settings = {
      method: "PUT",
      path: "/m/{model}/{prediction_id}?full=1",
      model: "a/b",
      headers: { "X-Team": "gpu" },
      body: { data: { $from: "/input/text" }, id: { $from: "/prediction_id" } },
      result: "/DATA",
      logs: "/ID",
    };
    const call = callTo(backendOf(server.url, "http", settings), { text: "hi" });
    expect(await adapter.predict(call)).toMatchObject({
      result: { state: "succeeded", output: "HI", logs: call.predictionId.toUpperCase() },
    });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: "PUT", path: `/m/a%2Fb/${call.predictionId}?full=1` });
    expect(seen?.headers["x-team"]).toBe("gpu");
    expect(seen?.body).toBe(`{"data":"hi","id":"${call.predictionId}"}`);
  });

  test("asks nothing of a path that leads out of the backend", async ({ expect }) => {
    await using server = await upperCase();
    const backend = backendOf(`${server.url}/gpu/1`, "http", { path: "/../2/predict" });
    expect(await adapter.predict(callTo(backend, {}))).toMatchObject({ reason: "unreachable" });
    expect(await adapter.health(backend)).toMatchObject({ state: "ready" });
    expect(server.seen).toEqual([]);
  });

  test("sends no body with GET", async ({ expect }) => {
    await using server = await answering("application/json", "1");
    const backend = backendOf(server.url, "http", { method: "GET", path: "/roll" });
    expect(await adapter.predict(callTo(backend, {}))).toMatchObject({ result: { output: 1 } });
    expect(server.seen[0]).toMatchObject({ method: "GET", body: "" });
  });

  test.for([
    [400, { detail: "no text" }, { result: { state: "failed", error: { message: "no text" } } }],
    [
      422,
      { detail: [{ loc: ["body", "text"], msg: "field required" }, { msg: "and more" }] },
      { result: { error: { message: "field required; and more" } } },
    ],
    [
      404,
      {},
      { result: { error: { message: "The backend refused the prediction with status 404." } } },
    ],
    [429, {}, { reason: "busy" }],
    [500, { detail: "cuda" }, { reason: "broken", detail: "status 500: cuda" }],
    [302, {}, { reason: "broken" }],
  ] as const)("reads status %d with %j", async ([status, body, submission], { expect }) => {
    await using server = await FakeServer.serving((_, response) => send(response, status, body));
    const backend = backendOf(server.url, "http", { path: "/predict", error: "/detail" });
    expect(await adapter.predict(callTo(backend, {}))).toMatchObject(submission);
    expect(server.seen).toHaveLength(1);
  });

  test("fails where a good answer has no output, with the reason that it has instead", async ({
    expect,
  }) => {
    await using server = await answering("application/json", '{"error":{"message":"no face"}}');
    const settings = { path: "/", result: "/output" };
    expect(
      await adapter.predict(callTo(backendOf(server.url, "http", settings), {})),
    ).toMatchObject({
      result: { state: "failed", error: { message: "no face" } },
    });
    const other = { ...settings, error: "/reason" };
    expect(await adapter.predict(callTo(backendOf(server.url, "http", other), {}))).toMatchObject({
      result: {
        state: "failed",
        error: { message: "The backend's answer has nothing at /output." },
      },
    });
  });

  test("takes an `error` in a whole answer for a part of the output", async ({ expect }) => {
    await using server = await answering("application/json", '{"error":0.02}');
    const call = callTo(backendOf(server.url, "http", { path: "/" }), {});
    expect(await adapter.predict(call)).toMatchObject({ result: { output: { error: 0.02 } } });
  });

  test("is broken by JSON that is none, and stops what is too large", async ({ expect }) => {
    await using server = await answering("application/json", "{");
    const backend = backendOf(server.url, "http", { path: "/" });
    expect(await adapter.predict(callTo(backend, {}))).toMatchObject({ reason: "broken" });
    for (const type of ["application/json", "text/plain", "image/png"]) {
      server.answerNext((response) => {
        response.writeHead(200, { "content-type": type, "content-length": maxResultBytes + 1 });
        response.write("x");
      });
      expect(await adapter.predict(callTo(backend, {}))).toMatchObject({
        result: { error: { message: "The backend's answer is larger than 16 MiB." } },
      });
    }
  });
});

describe("what an answer is", () => {
  test.for([
    ["text/plain; charset=utf-8", ["grün ", "🖼"], "grün 🖼"],
    ["text/csv", ["a,b"], "a,b"],
    ["image/png", [new Uint8Array([137, 80, 78, 71])], "data:image/png;base64,iVBORw=="],
    ["application/problem+json", ['{"a":1}'], { a: 1 }],
    ["application/x-ndjson", ['{"t":1}\n{"t"', ":2}\n"], [{ t: 1 }, { t: 2 }]],
    ["text/event-stream", ['data: {"t":1}\n\ndata: two\n\ndata: [DONE]\n\n'], [{ t: 1 }, "two"]],
  ] as const)("goes by its type %s", async ([type, chunks, output], { expect }) => {
    await using server = await answering(type, ...chunks);
    const call = callTo(backendOf(server.url, "http", { path: "/" }), {});
    expect(await adapter.predict(call)).toMatchObject({ result: { state: "succeeded", output } });
  });

  test("is told piece by piece to who asks for that", async ({ expect }) => {
    await using server = await answering(
      "text/event-stream",
      'data: {"t":1}\n\ndata: {}\n\ndata: {"t":2}\n\n',
    );
    const call = callTo(backendOf(server.url, "http", { path: "/", result: "/t" }), {});
    expect(await adapter.stream(call)).toMatchObject({ result: { output: [1, 2] } });
    expect(call.told).toEqual([1, 2].map((chunk) => ({ type: "output", chunk })));
    const text = await answering("text/plain", "a b");
    const plain = callTo(backendOf(text.url, "http", { path: "/" }), {});
    expect(await adapter.stream(plain)).toMatchObject({ result: { output: "a b" } });
    expect(plain.told).toEqual([{ type: "output", chunk: "a b" }]);
    await text[Symbol.asyncDispose]();
  });

  test("has failed where a piece says so, and is broken where it is cut", async ({ expect }) => {
    await using server = await answering(
      "text/event-stream",
      'data: {"error":"out of memory"}\n\n',
    );
    const backend = backendOf(server.url, "http", { path: "/" });
    const message = "out of memory";
    expect(await adapter.stream(callTo(backend, {}))).toMatchObject({
      result: { error: { message } },
    });
    server.answerNext((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n", () => response.destroy());
    });
    expect(await adapter.stream(callTo(backend, {}))).toMatchObject({ reason: "broken" });
  });
});

describe("the health of a mapped backend", () => {
  test.for([
    [{ path: "/ping" }, 200, {}, "ready"],
    [{ path: "/ping" }, 503, {}, "starting"],
    [{ path: "/ping" }, 404, {}, "unreachable"],
    [{ path: "/ping" }, 302, {}, "unreachable"],
    [{ path: "/ping", status: 204 }, 204, {}, "ready"],
    [{ path: "/ping", pointer: "/ok" }, 200, { ok: false }, "ready"],
    [{ path: "/ping", pointer: "/ok" }, 200, {}, "starting"],
    [{ path: "/ping", pointer: "/ok", value: true }, 200, { ok: true }, "ready"],
    [{ path: "/ping", pointer: "/ok", value: true }, 200, { ok: false }, "starting"],
  ] as const)("by %j is, for %d with %j, %s", async ([ready, status, body, state], { expect }) => {
    await using server = await FakeServer.serving((_, response) => send(response, status, body));
    const backend = backendOf(server.url, "http", { path: "/", ready });
    expect(await adapter.health(backend)).toMatchObject({ state });
    expect(server.seen).toMatchObject([{ method: "GET", path: "/ping" }]);
  });

  test("counts as good where no route tells it", async ({ expect }) => {
    const backend = backendOf("http://127.0.0.1:1", "http", { path: "/" });
    expect(await adapter.health(backend)).toMatchObject({ state: "ready" });
  });
});
