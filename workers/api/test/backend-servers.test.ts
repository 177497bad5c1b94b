import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Backend, VersionCapacity } from "@headgate/shared";

import { makeModel, makeOwner, makeToken, makeVersion } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { FakeBackend, succeeded, takeOver } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { callBack, makeScene, predict } from "./scene.ts";

const token = "hush-hush-51cc";

/** As Cog tells what its model takes, with the input of every version of these tests. */
function cogDocument(prompt: object = { type: "string" }): object {
  const schemas = {
    Input: {
      type: "object",
      required: ["prompt"],
      properties: { prompt, scale: { type: "integer", default: 4 } },
    },
    Output: { type: "string" },
  };
  const body = { content: { "application/json": { schema: {} } } };
  return {
    openapi: "3.0.2",
    info: { title: "Cog", version: "0.1.0" },
    paths: { "/predictions": { post: { requestBody: body, responses: {} } } },
    components: { schemas },
  };
}

async function makeServer() {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend();
  const create = (body: object = {}, query = "") =>
    call(`POST ${version}/backends${query}`, {
      token: owner.token,
      body: { url: gpu.url, ...body },
    });
  return { owner, version, gpu, create };
}

describe("credentials of a backend", () => {
  test("reach it with every call, and are nowhere else", async ({ expect }) => {
    const { owner, version, gpu, create } = await makeServer();
    const answer = await create({ credentials: { type: "bearer", token } });
    expect(answer.status).toBe(201);
    const made = await predict({ owner, version });
    await gpu.request(0);
    await call(`POST /v1/predictions/${made.id}/cancel`, { token: owner.token });
    await gpu.request(1);
    expect(gpu.headers.length).toBeGreaterThanOrEqual(3);
    expect(new Set(gpu.headers.map((headers) => headers.get("authorization")))).toEqual(
      new Set([`Bearer ${token}`]),
    );
    const admin = await makeToken(owner.username, ["admin"]);
    const reads: [string, string][] = [
      [`${version}/backends`, owner.token],
      [`${version}/capacity`, owner.token],
      [`/v1/predictions/${made.id}`, owner.token],
      ["/v1/user/audit", admin],
    ];
    const shown = [answer.text];
    for (const [path, by] of reads) shown.push((await call(`GET ${path}`, { token: by })).text);
    expect(shown.join("\n")).not.toContain(token);
    const { results } = await env.DB.prepare("SELECT * FROM backends").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  test("that cannot be opened send nothing, and say what to do", async ({ expect }) => {
    const { owner, version, gpu, create } = await makeServer();
    const first = (await create({ credentials: { type: "bearer", token } })).body as Backend;
    await env.DB.prepare("UPDATE backends SET credentials = ? WHERE id = ?")
      .bind(btoa("x".repeat(40)), first.id)
      .run();
    gpu.headers.length = 0;
    const { id } = first;
    const probed = await ask<Backend>(`POST ${version}/backends/${id}/probe`, {
      token: owner.token,
    });
    expect(probed.probe?.state).toBe("unreachable");
    expect(gpu.headers).toEqual([]);
  });
});

describe("a server that is asked what it is", () => {
  test("is taken where it has the version's schemas", async ({ expect }) => {
    const { gpu, create } = await makeServer();
    gpu.documents = { "/openapi.json": cogDocument() };
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ protocol: "cog", probe: { protocol: "cog" } });
    expect((answer.body as Backend).probe?.problems).toEqual([]);
  });

  test("is refused with the difference where it has others", async ({ expect }) => {
    const { owner, version, gpu, create } = await makeServer();
    gpu.documents = { "/openapi.json": cogDocument({ type: "integer" }) };
    const answer = await create();
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toMatchObject([{ loc: ["body", "url"], type: "value_error.backend" }]);
    expect(JSON.stringify(detail)).toContain("/properties/prompt/type");
    expect((await create({}, "?probe=skip")).status).toBe(201);
    const { items } = await ask<{ items: Backend[] }>(`GET ${version}/backends`, {
      token: owner.token,
    });
    const probe = `${version}/backends/${items[0]?.id}/probe`;
    expect(await ask(`POST ${probe}`, { token: owner.token })).toMatchObject({
      probe: { state: "mismatched", problems: [{ pointer: "/properties/prompt/type" }] },
    });
  });

  test("is refused where it must answer and does not", async ({ expect }) => {
    const { create } = await makeServer();
    const answer = await create({}, "?probe=required");
    expect(expectRefusal(expect, answer, "unavailable")).toContain("nothing at");
  });
});

test("the capacity of a version tells what its backends run and what waits", async ({ expect }) => {
  const { owner, version, gpu, backend } = await makeScene();
  const read = () => ask<VersionCapacity>(`GET ${version}/capacity`, { token: owner.token });
  await predict({ owner, version });
  await predict({ owner, version });
  expect(await read()).toMatchObject({
    ...{ capacity: 2, leased: 2, running: 2, queued: 1, queued_by_priority: [0, 1, 0], shards: 1 },
    backends: [
      {
        ...{ id: backend.split("/").at(-1), status: "enabled", shard: 0, next_shard: null },
        ...{ capacity: 2, leased: 2, running: 2, cool_until: null },
        breaker: { state: "closed", open_until: null, failures: 0 },
      },
    ],
  });
  await gpu.request(1);
  await callBack(gpu, 0);
  await ask(`PATCH ${backend}`, { token: owner.token, body: { status: "draining" } });
  expect(await read()).toMatchObject({
    capacity: 0,
    running: 2,
    backends: [{ status: "draining" }],
  });
  await ask(`DELETE ${backend}`, { token: owner.token });
  expect(await read()).toMatchObject({ capacity: 0, running: 2, backends: [{ leased: 2 }] });
});

test("a disabled backend gives up what it runs, which goes to another", async ({ expect }) => {
  const { owner, version, gpu, backend, prediction } = await makeScene();
  await gpu.request(0);
  const other = new FakeBackend(takeOver);
  const { token: by } = owner;
  await ask(`POST ${version}/backends`, { token: by, body: { url: other.url } });
  await ask(`PATCH ${backend}`, { token: by, body: { status: "disabled" } });
  const { webhook = "", id } = (await other.request(0)).body;
  expect(prediction.endsWith(id)).toBe(true);
  await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded("done") });
  expect(await ask(`GET ${prediction}`, { token: by })).toMatchObject({ state: "succeeded" });
});
