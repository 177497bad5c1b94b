import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { emptyConfig } from "@headgate/routing";
import type { Prediction } from "@headgate/shared";

import { capacityOf, gateOf, makeBackend } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { type BackendRequest, FakeBackend, hang, succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { makeVersionWith, predict } from "./scene.ts";
import { textWith } from "./shapes.ts";

const headers = { prefer: "wait" };
const body = { input: { prompt: "a boat" } };

const end = (): Response => Response.json(succeeded("done"));

describe("a direct prediction", () => {
  test("runs on the caller's connection and is answered with its end", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith(end);
    const answer = await call(`POST ${version}/predictions`, { token, headers, body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: "succeeded", output: "done", logs: ["one", "two"] });
    const request = await gpu.request(0);
    expect(request.prefer).toBeNull();
    expect(request.body).toEqual({
      id: (answer.body as Prediction).id,
      input: { prompt: "a boat", scale: 4 },
    });
    const { url } = answer.body as Prediction;
    expect(await ask(`GET ${new URL(url).pathname}`, { token })).toEqual(answer.body);
    expect(await capacityOf(version)).toMatchObject({ running: 0 });
  });

  test("is stopped on its backend and canceled when the caller hangs up", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith((request) =>
      request.route.startsWith("PUT") ? hang(request) : new Response(),
    );
    const caller = new AbortController();
    const options = { token, headers, body, signal: caller.signal };
    const answer = call(`POST ${version}/predictions`, options).catch(String);
    const { id } = (await gpu.request(0)).body;
    caller.abort();
    expect(await answer).toContain("AbortError");
    expect((await gpu.request(1)).route).toBe(`POST /predictions/${id}/cancel`);
    await expect
      .poll(() => ask(`GET /v1/predictions/${id}`, { token }), { timeout: 3_000 })
      .toMatchObject({ state: "canceled", error: { message: textWith(expect, "left") } });
    expect(await capacityOf(version)).toMatchObject({ running: 0 });
  });

  test("is tried on the next backend where the first has no room", async ({ expect }) => {
    const tried: string[] = [];
    const answerOf = (name: string) => (): Response => {
      tried.push(name);
      return tried.length === 1 ? new Response(null, { status: 429 }) : end();
    };
    const { owner, token, version } = await makeVersionWith(answerOf("a"));
    await makeBackend(owner, version, { url: new FakeBackend(answerOf("b")).url });
    const answer = await call(`POST ${version}/predictions`, { token, headers, body });
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(tried.toSorted()).toEqual(["a", "b"]);
  });

  test("waits for its turn", async ({ expect }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    await predict({ owner, version });
    const { webhook = "" } = (await gpu.request(0)).body;
    gpu.script = end;
    const answer = call(`POST ${version}/predictions`, { token, headers, body });
    await expect.poll(async () => (await capacityOf(version)).queued).toBe(1);
    await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded(1) });
    expect((await answer).body).toMatchObject({ state: "succeeded", output: "done" });
  });

  test("leaves the queue when the caller hangs up", async ({ expect }) => {
    const { owner, token, version } = await makeVersionWith();
    await predict({ owner, version });
    const caller = new AbortController();
    const options = { token, headers, body, signal: caller.signal };
    const answer = call(`POST ${version}/predictions`, options).catch(String);
    await expect.poll(async () => (await capacityOf(version)).queued).toBe(1);
    caller.abort();
    expect(await answer).toContain("AbortError");
    await expect.poll(async () => (await capacityOf(version)).queued).toBe(0);
    expect(await capacityOf(version)).toMatchObject({ running: 1 });
  });

  test("that somebody else cancels is answered as its backend ended it", async ({ expect }) => {
    let isCanceled = false;
    const untilCanceled = async ({ route }: BackendRequest): Promise<Response> => {
      if (route.startsWith("POST")) {
        isCanceled = true;
        return new Response();
      }
      while (!isCanceled) await scheduler.wait(5);
      return Response.json({ status: "canceled" });
    };
    const { token, version, gpu } = await makeVersionWith(untilCanceled);
    const answer = call(`POST ${version}/predictions`, { token, headers, body });
    const { id } = (await gpu.request(0)).body;
    expect(await ask(`POST /v1/predictions/${id}/cancel`, { token })).toBeNull();
    expect((await answer).body).toMatchObject({ state: "canceled", status: "failed" });
  });
});

/** Only the gate's own configuration says how much may wait. */
async function closeQueue(version: string, url: string): Promise<void> {
  const gate = await gateOf(version);
  const { configEpoch, backends } = await gate.capacity();
  await gate.configure({
    ...emptyConfig,
    epoch: configEpoch + 100,
    maxParallel: null,
    maxQueued: 0,
    queueTimeoutMs: 1_000,
    runTimeoutMs: 60_000,
    backends: backends.map(({ id, capacity }) => ({
      ...{ id, capacity, url },
      protocol: "cog",
      weight: 1,
      status: "enabled",
      ...{ shard: 0, settings: null, credentials: null },
    })),
  });
}

test.for([{}, headers])(
  "a full queue answers 429 with retry-after and keeps nothing, with %j",
  async (preference, { expect }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    await predict({ owner, version });
    await closeQueue(version, gpu.url);
    const before = await env.PAYLOADS.list();
    const large = { input: { prompt: "a".repeat(100_000) } };
    const options = { token, headers: preference, body: large };
    const answer = await call(`POST ${version}/predictions`, options);
    expect(expectRefusal(expect, answer, "queue_full")).toBeTypeOf("string");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    await expect
      .poll(async () => (await env.PAYLOADS.list()).objects.length)
      .toBe(before.objects.length);
    expect(await capacityOf(version)).toMatchObject({ running: 1, queued: 0 });
  },
);
