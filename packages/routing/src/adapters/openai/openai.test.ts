import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import { completion, FakeOpenAi, hello, sendError, settings } from "../../../test/fake-openai.ts";
import { send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";
import { maxResultBytes } from "../submission.ts";

const adapter = adapterFor("openai", fetch);

describe("predicting with an OpenAI-compatible server", () => {
  test("posts the input with the model and gives the response object", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.predict(call)).toMatchObject({
      outcome: "ended",
      result: { state: "succeeded", error: null, output: completion },
    });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
    expect(JSON.parse(seen?.body ?? "")).toEqual({ ...hello, model: "echo" });
  });

  test.for([
    ["", "/v1/chat/completions"],
    ["/", "/v1/chat/completions"],
    ["/v1", "/v1/chat/completions"],
    ["/openai/v1/", "/openai/v1/chat/completions"],
  ] as const)("behind the URL %j calls %s", async ([end, path], { expect }) => {
    await using server = await FakeOpenAi.start();
    await adapter.predict(callTo(backendOf(server.url + end, "openai", settings), hello));
    expect(server.seen[0]?.path).toBe(path);
  });

  test.for([
    ["completions", { prompt: "a b" }, { object: "text_completion", choices: [{ text: "a b" }] }],
    ["embeddings", { input: "abc" }, { data: [{ embedding: [3, 0.5] }] }],
  ] as const)("calls the route %s", async ([route, input, output], { expect }) => {
    await using server = await FakeOpenAi.start();
    const backend = backendOf(server.url, "openai", { ...settings, route });
    const submission = await adapter.predict(callTo(backend, input));
    expect(submission).toMatchObject({ result: { state: "succeeded", output } });
    expect(server.seen[0]?.path).toBe(`/v1/${route}`);
  });

  test("does not stream whatever the input says", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const input = { ...hello, stream: true, stream_options: { include_usage: true } };
    const call = callTo(backendOf(server.url, "openai", settings), input);
    expect(await adapter.predict(call)).toMatchObject({ result: { output: completion } });
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ ...hello, model: "echo" });
  });

  test("leaves the model to the input where the settings have none", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const call = callTo(backendOf(server.url, "openai"), { ...hello, model: "echo" });
    expect(await adapter.predict(call)).toMatchObject({ result: { state: "succeeded" } });
  });

  test("is failed by the server, in its words", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const call = callTo(backendOf(server.url, "openai", { model: "other" }), hello);
    const message = "The model `other` does not exist.";
    const error = { source: "external", message };
    expect(await adapter.predict(call)).toMatchObject({ result: { state: "failed", error } });
  });

  test.for([
    [{ error: "no text" }, "no text"],
    [{ object: "error", message: "too long" }, "too long"],
    [{}, "The backend refused the prediction with status 400."],
  ])("finds the words in %j", async ([body, message], { expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => send(response, 400, body));
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.predict(call)).toMatchObject({ result: { error: { message } } });
  });

  test.for([
    [429, "busy"],
    [503, "busy"],
    [500, "broken"],
    [401, "unreachable"],
    [307, "broken"],
  ] as const)("is refused with status %d: %s", async ([status, reason], { expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => {
      response.setHeader("retry-after", "2");
      sendError(response, status, "overloaded");
    });
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.predict(call)).toMatchObject({
      ...{ outcome: "refused", reason, detail: `status ${status}: overloaded` },
      retryAfterMs: reason === "unreachable" ? null : 2000,
    });
    expect(server.seen).toHaveLength(1);
  });

  test.for(["", "[]", "<html>"])("takes %j for nothing of OpenAI's", async (body, { expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => response.writeHead(200).end(body));
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.predict(call)).toMatchObject({ reason: "broken" });
  });

  test("stops an answer that is too large", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => {
      response.writeHead(200, { "content-length": maxResultBytes + 1 }).write("{");
    });
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    const message = "The backend's answer is larger than 16 MiB.";
    expect(await adapter.predict(call)).toMatchObject({ result: { error: { message } } });
  });

  test("knows of no other way to cancel than to leave", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const caller = new AbortController();
    const isClosed = Promise.withResolvers<boolean>();
    server.answerNext((response) => {
      response.once("close", () => isClosed.resolve(true));
      caller.abort();
    });
    const call = callTo(backendOf(server.url, "openai", settings), hello, caller.signal);
    expect(await adapter.predict(call)).toMatchObject({ outcome: "refused" });
    expect(await isClosed.promise).toBe(true);
    expect(await adapter.cancel(call)).toBe("unknown");
  });
});

describe("the health of an OpenAI-compatible server", () => {
  test.for([
    [200, "ready"],
    [404, "ready"],
    [503, "starting"],
  ] as const)("whose /health answers %d is %s", async ([health, state], { expect }) => {
    await using server = await FakeOpenAi.start({ health });
    const backend = backendOf(`${server.url}/v1`, "openai", settings);
    expect(await adapter.health(backend)).toMatchObject({ state });
  });

  test("is failed where the model is not among those it lists", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const backend = backendOf(server.url, "openai", { model: "other" });
    const detail = "it has no model other; it has echo";
    expect(await adapter.health(backend)).toMatchObject({ state: "failed", detail });
  });

  test("cannot be told of what answers neither, or is down", async ({ expect }) => {
    await using server = await FakeOpenAi.start({ health: 404 });
    const elsewhere = backendOf(`${server.url}/x/v1`, "openai");
    expect(await adapter.health(elsewhere)).toMatchObject({ state: "unreachable" });
    const down = backendOf("http://127.0.0.1:1", "openai");
    expect(await adapter.health(down)).toMatchObject({ detail: "it could not be reached" });
  });
});
