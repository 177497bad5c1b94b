import { describe, onTestFinished, test, vi } from "vitest";

import type { CreatedToken } from "@headgate/shared";

import { makeOwner, type Owner, unique } from "./arrange.ts";
import { type Answer, ask, call, type CallOptions } from "./call.ts";
import { expectRefusal } from "./refusals.ts";
import { callBack, makeVersionWith, predict } from "./scene.ts";

interface Quota {
  limit: number;
  remaining: number;
  reset: number;
}

function quotaOf({ headers }: Answer): Quota {
  const read = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  return { limit: read("limit"), remaining: read("remaining"), reset: read("reset") };
}

async function makeLimited({ token }: Owner, limit: object): Promise<string> {
  const body = { name: "limited", scopes: ["read", "write"], rate_limit: limit };
  return (await ask<CreatedToken>("POST /v1/tokens", { token, body })).token;
}

let addresses = 0;

/** As Cloudflare passes it on; another customer's at each call. */
function nextAddress(): CallOptions {
  addresses += 1;
  return { headers: { "cf-connecting-ip": `2001:db8:${addresses.toString(16)}:1::1` } };
}

describe("a token", () => {
  test("is told on every answer what it may still do, of predictions more", async ({ expect }) => {
    const owner = await makeOwner();
    const before = Math.floor(Date.now() / 1000);
    const answer = await call("GET /v1/user", owner);
    const { limit, remaining, reset } = quotaOf(answer);
    expect(limit).toBe(2000);
    expect(remaining).toBeGreaterThan(1990);
    expect(remaining).toBeLessThan(2000);
    expect(reset).toBeGreaterThanOrEqual(before);
    expect(reset).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 1);
    expect(quotaOf(await call("GET /v1/predictions", owner)).limit).toBe(10_000);
    const missing = await call("GET /v1/models/nobody/nothing", owner);
    expect([missing.status, quotaOf(missing).limit]).toEqual([404, 2000]);
  });

  test("with a limit of its own is refused beyond it, until time has passed", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const token = await makeLimited(owner, { requests_per_s: 2, burst: 3 });
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await call("GET /v1/user", { token }));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(quotaOf(answers[0] as Answer)).toMatchObject({ limit: 3, remaining: 2 });
    const refused = await vi.waitUntil(async () => {
      const answer = await call("GET /v1/predictions", { token });
      return answer.status === 429 ? answer : null;
    });
    expect(expectRefusal(expect, refused, "rate_limited")).toContain("too many calls");
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(quotaOf(refused)).toMatchObject({ limit: 3, remaining: 0 });
    // Others of the same owner go on.
    expect((await call("GET /v1/user", owner)).status).toBe(200);
    await vi.waitUntil(async () => (await call("GET /v1/user", { token })).status === 200);
  });

  test("that is refused changes nothing", async ({ expect }) => {
    const owner = await makeOwner();
    const token = await makeLimited(owner, { requests_per_s: 0.01, burst: 1 });
    const create = (name: string) => call("POST /v1/organizations", { token, body: { name } });
    const [first, second] = [unique("org"), unique("org")];
    expect((await create(first)).status).toBe(201);
    const refused = await create(second);
    expect(expectRefusal(expect, refused, "rate_limited")).toBeTypeOf("string");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(90);
    expect((await call(`GET /v1/organizations/${second}`)).status).toBe(404);
  });

  test("is limited in the same way while fifty calls come at once", async ({ expect }) => {
    const token = await makeLimited(await makeOwner(), { requests_per_s: 0.1, burst: 10 });
    const calls = Array.from({ length: 50 }, () => call("GET /v1/user", { token }));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });
});

describe("an address", () => {
  test("that sends no token has its calls counted", async ({ expect }) => {
    const from = nextAddress();
    const answers = [await call("GET /v1/models", from), await call("GET /v1/models", from)];
    expect(answers.map((answer) => quotaOf(answer).limit)).toEqual([300, 300]);
    const [first, second] = answers.map((answer) => quotaOf(answer).remaining);
    expect(first).toBe(299);
    expect(second).toBeGreaterThanOrEqual(298);
  });

  test("that guesses tokens is stopped, and it alone", { timeout: 60_000 }, async ({ expect }) => {
    const [from, owner] = [nextAddress(), await makeOwner()];
    const { id, token } = await ask<CreatedToken>("POST /v1/tokens", {
      ...{ token: owner.token, body: { name: "revoked", scopes: ["read"] } },
    });
    await ask(`DELETE /v1/tokens/${id}`, owner);
    await ask("GET /v1/user", owner);
    // No call comes back while time stands still.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const statuses: number[] = [];
    while (statuses.length < 300) {
      const guesses = Array.from({ length: 100 }, () => call("GET /v1/user", { ...from, token }));
      statuses.push(...(await Promise.all(guesses)).map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([401]));
    const refused = await call("GET /v1/user", { ...from, token });
    expect(expectRefusal(expect, refused, "rate_limited")).toContain("too many calls");
    const neighbour = {
      headers: { "cf-connecting-ip": `${from.headers?.["cf-connecting-ip"]}:9` },
    };
    expect((await call("GET /v1/models", neighbour)).status).toBe(429);
    expect((await call("GET /v1/models", nextAddress())).status).toBe(200);
    expect((await call("GET /v1/user", { ...from, token: owner.token })).status).toBe(200);
  });

  test("that backends call back from is not counted", async ({ expect }) => {
    const { owner, version, gpu } = await makeVersionWith();
    await predict({ owner, version });
    const from = nextAddress();
    const { webhook = "" } = (await gpu.request(0)).body;
    const answer = await call(`POST ${new URL(webhook).pathname}`, { ...from, body: {} });
    expect(answer.headers.has("x-ratelimit-limit")).toBe(false);
    await callBack(gpu);
  });

  test("is not counted where nobody says what it is", async ({ expect }) => {
    const answer = await call("GET /v1/models");
    expect([answer.status, answer.headers.has("x-ratelimit-limit")]).toEqual([200, false]);
  });
});
