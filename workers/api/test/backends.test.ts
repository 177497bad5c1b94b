import { describe, test } from "vitest";

import type { Backend, Page } from "@headgate/shared";

import {
  capacityOf,
  countRows,
  makeBackend,
  makeModel,
  makeOwner,
  makeVersion,
} from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { FakeBackend } from "./fake-backend.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { makeScene, predict } from "./scene.ts";
import { anyText, textWith, wireTime } from "./shapes.ts";

async function makeEmptyVersion() {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  return { owner, version, token: owner.token };
}

describe("a backend", () => {
  test("is registered, and its gate knows of it at once", async ({ expect }) => {
    const { version, token } = await makeEmptyVersion();
    const body = { url: "https://gpu.example.net:8443/run", capacity: 3 };
    const answer = await call(`POST ${version}/backends`, { token, body });
    expect(answer.status).toBe(201);
    const { id } = answer.body as Backend;
    expect(answer.headers.get("location")).toBe(`${origin}${version}/backends/${id}`);
    expect(answer.body).toEqual({
      ...body,
      id,
      protocol: "cog",
      weight: 1,
      status: "enabled",
      ...{ region: null, labels: {}, settings: null, has_credentials: false },
      ...{ shard: 0, next_shard: null },
      probe: {
        ...{ state: "unreachable", protocol: null, problems: [], models: [] },
        ...{ message: anyText(expect), probed_at: wireTime(expect) },
      },
      created_at: wireTime(expect),
      updated_at: null,
    });
    expect(await ask(`GET ${version}/backends/${id}`, { token })).toEqual(answer.body);
    const listed = await ask<Page<Backend>>(`GET ${version}/backends`, { token });
    expect(listed.items).toEqual([answer.body]);
    expect((await capacityOf(version)).backends).toMatchObject([{ id, capacity: 3, leased: 0 }]);
  });

  test("is patched, and what waits is handed out before the answer", async ({ expect }) => {
    const scene = await makeScene();
    await predict(scene);
    const queued = await predict(scene);
    expect(queued.state).toBe("queued");
    const options = { token: scene.owner.token, body: { capacity: 3 } };
    const answer = await call(`PATCH ${scene.backend}`, options);
    expect(answer.body).toMatchObject({ capacity: 3, updated_at: anyText(expect) });
    expect((await scene.gpu.request(2)).body.id).toBe(queued.id);
    expect(await capacityOf(scene.version)).toMatchObject({ running: 3, queued: 0 });
  });

  test("is deleted with 200 and null; what runs on it goes on", async ({ expect }) => {
    const { backend, owner, version, prediction } = await makeScene();
    const answer = await call(`DELETE ${backend}`, { token: owner.token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    expect((await capacityOf(version)).running).toBe(1);
    expect(await ask(`GET ${prediction}`, { token: owner.token })).toMatchObject({
      state: "running",
    });
  });

  test("of a new version serves at once, also where a caller was just refused", async ({
    expect,
  }) => {
    const { owner, version, token } = await makeEmptyVersion();
    const options = { token, body: { input: { prompt: "x" } } };
    const refused = await call(`POST ${version}/predictions`, options);
    expect(expectRefusal(expect, refused, "unavailable")).toContain(`POST ${version}/backends`);
    await makeBackend(owner, version, { url: new FakeBackend().url });
    expect((await call(`POST ${version}/predictions`, options)).status).toBe(202);
  });
});

describe("registering refuses", () => {
  const wrong: [string, string][] = [
    ["https://127.0.0.1/", "name a host"],
    ["https://2130706433/", "name a host"],
    ["https://0x7f.1/", "name a host"],
    ["https://0177.0.0.1/", "name a host"],
    ["https://[::1]/", "name a host"],
    ["https://[::ffff:10.0.0.1]/", "name a host"],
    ["https://１２７.０.０.１/", "name a host"],
    ["http://gpu.example.net/", "https://"],
    ["https://localhost/", "full public name"],
    ["https://metadata.google.internal/", "public host"],
    ["https://user:pass@gpu.example.net/", "user name or password"],
    ["https://headgate.example.com/", "Headgate itself"],
    ["https://gpu.example.net/?key=1", "query"],
    ["gpu.example.net", "https://host/path"],
  ];
  test.for(wrong)("%s, says what to change, and keeps no row", async ([url, says], { expect }) => {
    const { version, token } = await makeEmptyVersion();
    const before = await countRows("backends");
    const answer = await call(`POST ${version}/backends`, { token, body: { url } });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toMatchObject([{ loc: ["body", "url"], msg: textWith(expect, says) }]);
    expect(await countRows("backends")).toBe(before);
    expect((await capacityOf(version)).backends).toEqual([]);
  });

  test("a capacity of zero", async ({ expect }) => {
    const { version, token } = await makeEmptyVersion();
    const body = { url: "https://gpu.example.net/", capacity: 0 };
    const answer = await call(`POST ${version}/backends`, { token, body });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", "capacity"]]);
  });

  test("a second backend at the same URL", async ({ expect }) => {
    const { owner, version, gpu } = await makeScene();
    const options = { token: owner.token, body: { url: gpu.url } };
    expect(
      expectRefusal(expect, await call(`POST ${version}/backends`, options), "conflict"),
    ).toBeTypeOf("string");
  });

  test("a move to a private address, and leaves the backend as it was", async ({ expect }) => {
    const { owner, backend, gpu } = await makeScene();
    const { token } = owner;
    const answer = await call(`PATCH ${backend}`, { token, body: { url: "http://10.0.0.1/" } });
    expect(expectRefusal(expect, answer, "invalid_input")).toHaveLength(1);
    expect(await ask(`GET ${backend}`, { token })).toMatchObject({ url: gpu.url });
  });
});

test("backends of a public model are shown to its owner only", async ({ expect }) => {
  const { version, backend, stranger } = await makeScene({ visibility: "public" });
  const { token } = stranger;
  expect(
    expectRefusal(expect, await call(`GET ${version}/backends`, { token }), "forbidden"),
  ).toBeTypeOf("string");
  expect(expectRefusal(expect, await call(`GET ${backend}`, { token }), "forbidden")).toBeTypeOf(
    "string",
  );
});

describeRefusals([
  { route: "GET {version}/backends", scope: "read" },
  { route: "POST {version}/backends", scope: "write", takesBody: true },
  { route: "GET {backend}", scope: "read" },
  { route: "PATCH {backend}", scope: "write", takesBody: true },
  { route: "DELETE {backend}", scope: "write" },
  { route: "POST {backend}/probe", scope: "write" },
  { route: "GET {version}/capacity", scope: "read" },
]);
