import { env } from "cloudflare:workers";
import { test } from "vitest";

import { capacityOf, makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { predict } from "./scene.ts";

/** A prediction that runs, with the path that its backend calls back at. */
async function makeRunning() {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend();
  await makeBackend(owner, version, { url: gpu.url });
  const { id } = await predict({ owner, version });
  const { webhook = "" } = (await gpu.request(0)).body;
  const read = (): Promise<object> => ask(`GET /v1/predictions/${id}`, { token: owner.token });
  return { owner, version, gpu, id, path: new URL(webhook).pathname, read };
}

test("a callback ends the prediction and starts the one that waits", async ({ expect }) => {
  const { owner, version, gpu, path, read } = await makeRunning();
  const queued = await predict({ owner, version });
  const answer = await call(`POST ${path}`, { body: succeeded({ url: "x" }) });
  expect([answer.status, answer.body]).toEqual([200, { outcome: "completed" }]);
  expect(await read()).toMatchObject({ state: "succeeded", output: { url: "x" } });
  expect((await gpu.request(1)).body.id).toBe(queued.id);
});

test("a failure is told with the model's words", async ({ expect }) => {
  const { path, read } = await makeRunning();
  await ask(`POST ${path}`, { body: { status: "failed", error: "out of memory\nline 2" } });
  expect(await read()).toMatchObject({
    status: "failed",
    output: null,
    error: { source: "external", message: "out of memory" },
  });
});

test("a callback that comes twice changes nothing the second time", async ({ expect }) => {
  const { version, path, read } = await makeRunning();
  await ask(`POST ${path}`, { body: succeeded("first") });
  const again = await call(`POST ${path}`, { body: { status: "failed", error: "late" } });
  expect([again.status, again.body]).toEqual([200, { outcome: "ignored" }]);
  expect(await read()).toMatchObject({ state: "succeeded", output: "first" });
  expect(await capacityOf(version)).toMatchObject({ running: 0 });
});

test("a large output that comes twice does not replace the first", async ({ expect }) => {
  const { id, path, read } = await makeRunning();
  const first = "a".repeat(100_000);
  await ask(`POST ${path}`, { body: succeeded(first) });
  await ask(`POST ${path}`, { body: succeeded("b".repeat(100_000)) });
  expect(await read()).toMatchObject({ output: first });
  const { objects } = await env.PAYLOADS.list({ prefix: `predictions/${id}/output` });
  expect(objects).toHaveLength(1);
});

test("a prediction that is still going on is noted and changes nothing", async ({ expect }) => {
  const { path, read } = await makeRunning();
  expect((await call(`POST ${path}`, { body: { status: "processing" } })).text).toBe("null");
  expect(await read()).toMatchObject({ state: "running" });
});

/** A prediction that its first backend refused, and that now runs on the second. */
async function makeMoved() {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const first = new FakeBackend(() => new Response(null, { status: 429 }));
  const second = new FakeBackend();
  await makeBackend(owner, version, { url: first.url });
  const { id } = await predict({ owner, version });
  const { webhook = "" } = (await first.request(0)).body;
  await makeBackend(owner, version, { url: second.url });
  await second.request(0);
  const read = () => ask(`GET /v1/predictions/${id}`, { token: owner.token });
  const callBackOld = async (body: object) =>
    (await call(`POST ${new URL(webhook).pathname}`, { body })).body;
  return { id, second, read, callBackOld };
}

test("the failure of a lease that was given up ends nothing", async ({ expect }) => {
  const { read, callBackOld } = await makeMoved();
  expect(await callBackOld({ status: "failed", error: "old" })).toEqual({ outcome: "ignored" });
  expect(await read()).toMatchObject({ state: "running" });
});

test("the success of a lease that was given up counts, and stops the newer one", async ({
  expect,
}) => {
  const { id, second, read, callBackOld } = await makeMoved();
  expect(await callBackOld(succeeded("old"))).toEqual({ outcome: "completed" });
  expect(await read()).toMatchObject({ state: "succeeded", output: "old" });
  expect((await second.request(1)).route).toBe(`POST /predictions/${id}/cancel`);
});

const tampered: [string, (path: string) => string][] = [
  ["a wrong token", (path) => `${path.slice(0, -43)}${"A".repeat(43)}`],
  ["a short token", (path) => path.slice(0, -1)],
  ["the token of another epoch", (path) => path.replace(/\/1\/(?=[^/]+$)/, "/2/")],
  ["an epoch that is no number", (path) => path.replace(/\/1\/(?=[^/]+$)/, "/x/")],
  ["an id that is none", (path) => path.replace(/callbacks\/[^/]+/, "callbacks/none")],
];
test.for(tampered)(
  "%s is not found, before the body is looked at",
  async ([, change], { expect }) => {
    const { path, read } = await makeRunning();
    const answer = await call(`POST ${change(path)}`, { body: "garbage" });
    expect(expectRefusal(expect, answer, "not_found")).toBeTypeOf("string");
    expect(await read()).toMatchObject({ state: "running" });
  },
);

test.for(["garbage", "", "[]", "{}", '{"status":"done"}', "null"])(
  "the body %j is refused and changes nothing",
  async (body, { expect }) => {
    const { path, read } = await makeRunning();
    expect(expectRefusal(expect, await call(`POST ${path}`, { body }), "bad_request")).toBeTypeOf(
      "string",
    );
    expect(await read()).toMatchObject({ state: "running" });
  },
);

test("a result of more than 16 MB is refused", async ({ expect }) => {
  const { path } = await makeRunning();
  const body = JSON.stringify(succeeded("a".repeat(2 ** 24)));
  expect(
    expectRefusal(expect, await call(`POST ${path}`, { body }), "payload_too_large"),
  ).toBeTypeOf("string");
});
