import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  createPredictionId,
  type Page,
  type Prediction,
  type PredictionWithIO,
} from "@headgate/shared";

import { capacityOf, makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { FakeBackend } from "./fake-backend.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { callBack, makeScene, makeVersionWith } from "./scene.ts";
import { anyText, textLike, textWith, wireTime } from "./shapes.ts";

const body = { input: { prompt: "a boat" } };

describe("a prediction", () => {
  test("is answered at once with 202, WriftAI's fields and its place", async ({ expect }) => {
    const { owner, token, model, version, gpu } = await makeVersionWith();
    const answer = await call(`POST ${version}/predictions`, { token, body });
    expect(answer.status).toBe(202);
    const { id } = (await gpu.request(0)).body;
    const url = `${origin}/v1/predictions/${id}`;
    expect(answer.headers.get("location")).toBe(url);
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const { receipt: _, metrics, ...rest } = answer.body as PredictionWithIO;
    expect(metrics).toMatchObject({ setup_time_s: null, total_time_s: null });
    expect(rest).toEqual({
      ...{ url, id, status: "started", state: "running" },
      ...{ created_at: wireTime(expect), updated_at: wireTime(expect) },
      setup_time: textLike(expect, /^\d+\.\d{3}$/),
      ...{ execution_time: null, data_removed: false },
      ...{ priority: 1, cost: 1, deadline: null, queue: null, output_problems: null },
      model: { owner: owner.username, name: model.split("/").at(-1), version_number: 1 },
      input: { prompt: "a boat", scale: 4 },
      ...{ output: null, error: null, logs: [] },
      urls: { get: url, cancel: `${url}/cancel`, stream: `${url}/stream` },
    });
  });

  test("reaches the backend with defaults filled in, and can be polled to its end", async ({
    expect,
  }) => {
    const { token, version, gpu } = await makeVersionWith();
    const { url } = await ask<Prediction>(`POST ${version}/predictions`, { token, body });
    const request = await gpu.request(0);
    expect(request.body.input).toEqual({ prompt: "a boat", scale: 4 });
    expect(request.prefer).toBe("respond-async");
    await callBack(gpu);
    const answer = await call(`GET ${new URL(url).pathname}`, { token });
    expect(answer.status).toBe(200);
    const end = { status: "succeeded", state: "succeeded", output: "done", logs: ["one", "two"] };
    expect(answer.body).toMatchObject(end);
  });

  const flat: [string, (owner: string, name: string) => string][] = [
    ["owner/name", (owner, name) => `${owner}/${name}`],
    ["a number", (owner, name) => `${owner}/${name}:1`],
    ["a semantic version", (owner, name) => `${owner}/${name}:0.1.0`],
    ["@latest", (owner, name) => `${owner}/${name}@latest`],
  ];
  test.for(flat)("is made flat, with a model by %s", async ([, write], { expect }) => {
    const { token, model } = await makeVersionWith();
    const [, , , owner = "", name = ""] = model.split("/");
    const options = { token, body: { ...body, model: write(owner, name) } };
    const answer = await call("POST /v1/predictions", options);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ model: { owner, name, version_number: 1 } });
  });

  test("goes to the newest version where the path names none", async ({ expect }) => {
    const { owner, token, model } = await makeVersionWith();
    await makeBackend(owner, await makeVersion(owner, model), { url: new FakeBackend().url });
    const answer = await call(`POST ${model}/predictions`, { token, body });
    expect(answer.body).toMatchObject({ model: { version_number: 2 } });
  });

  test("goes by its model's new name and its owner's as soon as they changed", async ({
    expect,
  }) => {
    const { owner, token, model, version } = await makeVersionWith();
    await ask(`POST ${version}/predictions`, { token, body });
    const username = `${owner.username}-new`;
    await ask("PATCH /v1/user", { token, body: { username } });
    const old = await call(`POST ${model}/predictions`, { token, body });
    expect(expectRefusal(expect, old, "not_found")).toBeTypeOf("string");
    const renamed = model.replace(owner.username, username);
    expect((await call(`POST ${renamed}/predictions`, { token, body })).status).toBe(202);
  });

  test("is not checked where Validate-Input is false", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith();
    const headers = { "validate-input": "false" };
    const answer = await call(`POST ${version}/predictions`, {
      token,
      headers,
      body: { input: { colour: 1 } },
    });
    expect(answer.status).toBe(202);
    expect((await gpu.request(0)).body.input).toEqual({ colour: 1 });
  });

  test("is listed without input and output, newest first, in five keys", async ({ expect }) => {
    const { owner } = await makeOwner().then((made) => ({ owner: made }));
    const page = await ask<Page<Prediction>>("GET /v1/predictions", { token: owner.token });
    expect(page).toEqual({
      items: [],
      next_cursor: null,
      previous_cursor: null,
      next_url: null,
      previous_url: null,
    });
  });

  test("with a large input keeps it outside the gate and gives it back whole", async ({
    expect,
  }) => {
    const { token, version, gpu } = await makeVersionWith();
    const prompt = "é".repeat(50_000);
    const answer = await call(`POST ${version}/predictions`, {
      token,
      body: { input: { prompt } },
    });
    expect(answer.body).toMatchObject({ input: { prompt } });
    const request = await gpu.request(0);
    expect(request.body.input).toEqual({ prompt, scale: 4 });
    expect(await env.PAYLOADS.head(`predictions/${request.body.id}/input`)).not.toBeNull();
  });
});

describe("Prefer", () => {
  test.for(["wait=10", "respond-async, wait=10", 'WAIT="10"; x=1'])(
    "%s holds the answer until the end, and then gives 200",
    async (prefer, { expect }) => {
      const { token, version, gpu } = await makeVersionWith();
      const waiting = call(`POST ${version}/predictions`, { token, body, headers: { prefer } });
      await callBack(gpu);
      const answer = await waiting;
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ status: "succeeded", output: "done" });
    },
  );

  test("wait=0.3 gives the unfinished prediction with 202 when the time is over", async ({
    expect,
  }) => {
    const { token, version } = await makeVersionWith();
    const began = Date.now();
    const headers = { prefer: "wait=0.3" };
    const answer = await call(`POST ${version}/predictions`, { token, body, headers });
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: "started", output: null });
  });

  test.for(["respond-async", "wait=soon", "wait=-1", "wait=", "wait=0", "return=minimal"])(
    "%s changes nothing",
    async (prefer, { expect }) => {
      const { token, version } = await makeVersionWith();
      const answer = await call(`POST ${version}/predictions`, {
        token,
        body,
        headers: { prefer },
      });
      expect(answer.status).toBe(202);
    },
  );
});

describe("predicting refuses", () => {
  test("an input that breaks the schema, place by place, and admits nothing", async ({
    expect,
  }) => {
    const { token, version, gpu } = await makeVersionWith();
    const options = { token, body: { input: { scale: "big", colour: 1 } } };
    const answer = await call(`POST ${version}/predictions`, options);
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toEqual(
      expect.arrayContaining([
        { loc: ["body", "input", "prompt"], msg: anyText(expect), type: "missing" },
        { loc: ["body", "input", "scale"], msg: anyText(expect), type: "type_error" },
        { loc: ["body", "input", "colour"], msg: anyText(expect), type: "extra_forbidden" },
      ]),
    );
    expect(await capacityOf(version)).toMatchObject({ running: 0, queued: 0 });
    expect(gpu.requests).toEqual([]);
  });

  test("a version that is out of use, and admits nothing", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith();
    await ask(`POST ${version}/deactivate`, { token });
    const answer = await call(`POST ${version}/predictions`, { token, body });
    expect(expectRefusal(expect, answer, "conflict")).toContain(`POST ${version}/activate`);
    expect(await capacityOf(version)).toMatchObject({ running: 0, queued: 0 });
    expect(gpu.requests).toEqual([]);
  });

  const webhooks: [string, string][] = [
    ["http://hook.example.net/", "https://"],
    ["https://127.0.0.1/hook", "name a host"],
    ["https://0x7f000001/hook", "name a host"],
    ["https://[::1]/hook", "name a host"],
    ["https://headgate.example.com/v1", "Headgate itself"],
  ];
  test.for(webhooks)("the webhook %s, and admits nothing", async ([url, says], { expect }) => {
    const { token, version } = await makeVersionWith();
    const options = { token, body: { ...body, webhook: { url } } };
    const answer = await call(`POST ${version}/predictions`, options);
    const detail = expectRefusal(expect, answer, "invalid_input");
    const problem = { loc: ["body", "webhook", "url"], msg: textWith(expect, says) };
    expect(detail).toMatchObject([problem]);
    expect(await capacityOf(version)).toMatchObject({ running: 0, queued: 0 });
  });

  const paths: [string, string, string][] = [
    ["/versions/0/predictions", "number", "start at 1"],
    ["/versions/x/predictions", "number", "not a number"],
    ["@/predictions", "name", "no alias"],
    ["%3A0/predictions", "name", "start at 1"],
  ];
  test.for(paths)("the path …%s at its %s", async ([path, place, says], { expect }) => {
    const { token, model } = await makeVersionWith();
    const answer = await call(`POST ${model}${path}`, { token, body });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toMatchObject([{ loc: ["path", place], msg: textWith(expect, says) }]);
  });

  test.for(["john/boats:0", "john/boats:", "boats", "", "John/boats"])(
    "the model %j at body.model",
    async (model, { expect }) => {
      const { token } = await makeOwner();
      const answer = await call("POST /v1/predictions", { token, body: { ...body, model } });
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "model"]]);
    },
  );

  test("a flat body without a model", async ({ expect }) => {
    const { token } = await makeOwner();
    const answer = await call("POST /v1/predictions", { token, body });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toMatchObject([{ loc: ["body", "model"], type: "missing" }]);
  });

  test("versions that are not there", async ({ expect }) => {
    const { owner, token, model } = await makeVersionWith();
    const missing = await call(`POST ${model}/versions/2/predictions`, { token, body });
    expect(expectRefusal(expect, missing, "not_found")).toContain("has no version 2");
    const empty = await makeModel(owner);
    const none = await call(`POST ${empty}/predictions`, { token, body });
    expect(expectRefusal(expect, none, "not_found")).toContain(`POST ${empty}/versions`);
  });
});

test("ids that nobody made are not found, and wake no gate", async ({ expect }) => {
  const { token } = await makeOwner();
  const random = new Uint8Array(4);
  const createdAt = Date.now();
  for (const id of [
    createPredictionId({ createdAt, versionKey: 999_999, shard: 0, random }),
    createPredictionId({ createdAt, versionKey: 1, shard: 7, random }),
    "00000000-0000-4000-8000-000000000000",
    "x",
  ]) {
    expect(
      expectRefusal(expect, await call(`GET /v1/predictions/${id}`, { token }), "not_found"),
    ).toBeTypeOf("string");
    expect(
      expectRefusal(
        expect,
        await call(`POST /v1/predictions/${id}/cancel`, { token }),
        "not_found",
      ),
    ).toBeTypeOf("string");
  }
});

test("a public model is open to callers who do not own it", async ({ expect }) => {
  const { version, stranger, owner } = await makeScene({ visibility: "public" });
  const options = { token: stranger.token, body };
  const answer = await call(`POST ${version}/predictions`, options);
  expect(answer.status).toBe(202);
  const { url } = answer.body as Prediction;
  const path = new URL(url).pathname;
  expect(
    expectRefusal(expect, await call(`GET ${path}`, { token: owner.token }), "not_found"),
  ).toBeTypeOf("string");
});

describeRefusals([
  { route: "POST {model}/predictions", scope: "predict", takesBody: true },
  { route: "POST {version}/predictions", scope: "predict", takesBody: true },
  { route: "POST /v1/predictions", scope: "predict", takesBody: true },
  { route: "GET /v1/predictions", scope: "read" },
  { route: "GET {prediction}", scope: "read" },
  { route: "POST {prediction}/cancel", scope: "predict" },
]);
