import { describe, test, vi } from "vitest";

import { backendOf } from "../../test/calls.ts";
import { fastApiServer } from "../../test/container-servers.ts";
import { FakeOpenInference } from "../../test/fake-open-inference.ts";
import { FakeOpenAi } from "../../test/fake-openai.ts";
import { FakeServer, send } from "../../test/fake-server.ts";
import { detectBackend } from "./detect-backend.ts";

const input = { type: "object", properties: { prompt: { type: "string" } } };
const document = {
  openapi: "3.0.2",
  paths: { "/predictions": {} },
  components: { schemas: { Input: input, Output: { type: "string" } } },
};

function cogServer(status = 200): Promise<FakeServer> {
  return FakeServer.serving(({ path }, response) => {
    if (path === "/openapi.json") return send(response, status, status === 200 ? document : {});
    if (path === "/health-check") return send(response, 200, { status: "STARTING" });
    send(response, 404, {});
  });
}

describe("finding out what a backend speaks", () => {
  test("knows Cog, with the schemas of its model", async ({ expect }) => {
    await using server = await cogServer();
    const detection = await detectBackend(fetch, { url: server.url, settings: null });
    expect(detection).toMatchObject({
      protocol: "cog",
      description: { input, output: { type: "string" }, training: null, models: [] },
    });
  });

  test("knows Cog by its health while the model loads", async ({ expect }) => {
    await using server = await cogServer(503);
    expect(await detectBackend(fetch, { url: server.url, settings: null })).toMatchObject({
      protocol: "cog",
      description: { input: null, output: null },
    });
  });

  test("knows an OpenAI-compatible server by its models", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    expect(await detectBackend(fetch, { url: server.url, settings: null })).toMatchObject({
      protocol: "openai",
      description: { input: null, output: null, models: ["echo"] },
    });
  });

  test("knows an Open Inference server, with its models where it tells them", async ({
    expect,
  }) => {
    await using server = await FakeOpenInference.start();
    const place = { url: server.url, settings: null };
    expect(await detectBackend(fetch, place)).toMatchObject({
      protocol: "open-inference",
      description: { input: null, output: null, models: [] },
    });
  });

  test("asks in the given protocol alone, with its settings", async ({ expect }) => {
    await using server = await FakeOpenInference.start();
    const place = backendOf(server.url, "open-inference", { model: "adder" });
    const detection = await detectBackend(fetch, place, "open-inference");
    expect(detection).toMatchObject({
      protocol: "open-inference",
      description: { input: { required: ["left", "right", "who"] }, models: ["adder"] },
    });
    expect(server.seen.map(({ path }) => path)).toEqual(["/v2/models/adder"]);
    await using other = await fastApiServer();
    const mapped = backendOf(other.url, "http", { preset: "json" });
    expect(await detectBackend(fetch, mapped, "http")).toMatchObject({ protocol: "http" });
  });

  test("finds none in a server of another kind, and tells what it tried", async ({ expect }) => {
    await using server = await fastApiServer();
    expect(await detectBackend(fetch, { url: server.url, settings: null })).toEqual({
      protocol: null,
      description: null,
      tried: ["cog", "open-inference", "openai"].map((protocol) => ({
        protocol,
        description: null,
      })),
    });
  });

  test("gives up one that is silent after five seconds", async ({ expect, onTestFinished }) => {
    await using server = await FakeServer.serving(() => {});
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const clock = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms / 50));
    onTestFinished(() => clock.mockRestore());
    const detection = await detectBackend(fetch, { url: server.url, settings: null });
    expect(detection.protocol).toBeNull();
    expect(new Set(clock.mock.calls.flat())).toEqual(new Set([5_000]));
  });
});
