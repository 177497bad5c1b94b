import { describe, test } from "vitest";

import { type Alias, type Page, verifyAliasLedger } from "@headgate/shared";

import { makeAliasScene, pointed, put, readLedger, set, told } from "./alias-scene.ts";
import { makeOwner, makeToken } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { textLike, wireTime } from "./shapes.ts";

describe("an alias", () => {
  test("is made with 201, moved with 200, and left alone where nothing changes", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(2);
    const made = await put(scene, "champion", { version: 1, reason: "the first" });
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe(`${origin}${scene.model}/aliases/champion`);
    expect(made.body).toEqual({
      name: "champion",
      version: {
        number: 1,
        version: "0.1.0",
        id: textLike(expect, /^[0-9a-f]{64}$/),
        status: "active",
      },
      ...{ protected: false, rule: null, follows: null, revision: 1, updated_at: wireTime(expect) },
    });
    const moved = await put(scene, "champion", { version: "0.2.0" });
    expect([moved.status, moved.headers.get("etag")]).toEqual([200, '"2"']);
    expect((await put(scene, "champion", { version: "2" })).body).toEqual(moved.body);
    expect(await ask(`GET ${scene.model}/aliases/champion`, { token: scene.token })).toEqual(
      moved.body,
    );
    expect(told(await readLedger(scene))).toEqual(["champion set ->1", "champion set 1>2"]);
  });

  test("is set by the id of a version, and followed by references", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    const { token, model, name } = scene;
    const { id } = await ask<{ id: string }>(`GET ${model}/versions/2`, { token });
    expect((await put(scene, "blue", { version: id })).status).toBe(201);
    const options = { token, body: { model: `${name}@blue`, input: { prompt: "a boat" } } };
    const refused = await call("POST /v1/predictions", options);
    expect(expectRefusal(expect, refused, "unavailable")).toContain(
      `${name}:2 has no enabled backend`,
    );
  });

  test("is listed by name, page by page, while others come and go", async ({ expect }) => {
    const scene = await makeAliasScene(1);
    const { token, model } = scene;
    for (const letter of "bdfhjln") await set(scene, letter, 1);
    const first = await ask<Page<Alias>>(`GET ${model}/aliases?page_size=5`, { token });
    expect(Object.keys(first)).toHaveLength(5);
    await set(scene, "a", 1);
    await set(scene, "k", 1);
    for (const gone of ["d", "l"]) await ask(`DELETE ${model}/aliases/${gone}`, { token });
    const next = (first.next_url ?? "").replace(origin, "");
    const second = await ask<Page<Alias>>(`GET ${next}`, { token });
    const names = [first, second].map(({ items }) => items.map((alias) => alias.name).join(""));
    expect(names).toEqual(["bdfhj", "kn"]);
    expect(second.next_url).toBeNull();
    const back = (second.previous_url ?? "").replace(origin, "");
    const again = await ask<Page<Alias>>(`GET ${back}`, { token });
    expect(again.items.map((alias) => alias.name).join("")).toBe("abfhj");
  });

  test("is removed for good, and its ledger tells of it", async ({ expect }) => {
    const scene = await makeAliasScene(1);
    const { token, model } = scene;
    await set(scene, "blue", 1);
    const answer = await call(`DELETE ${model}/aliases/blue?reason=no+use`, { token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    const gone = await call(`GET ${model}/aliases/blue`, { token });
    expect(expectRefusal(expect, gone, "not_found")).toContain("has no alias blue");
    const again = await call(`DELETE ${model}/aliases/blue`, { token });
    expect(expectRefusal(expect, again, "not_found")).toContain("has no alias blue");
    const entries = await readLedger(scene);
    expect(entries[1]).toMatchObject({ action: "remove", to: null, reason: "no use" });
  });
});

describe("primary", () => {
  test("is the newest active version until one is promoted, and again after it is removed", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    const following = { follows: "latest", revision: null, updated_at: null };
    expect(await ask(`GET ${model}/aliases/primary`, { token })).toMatchObject(following);
    expect([await pointed(scene, "primary"), await pointed(scene, "latest")]).toEqual([3, 3]);
    const promoted = await call(`POST ${model}/versions/2/promote`, { token });
    expect([promoted.status, promoted.headers.get("etag")]).toEqual([200, '"1"']);
    expect([await pointed(scene, "primary"), await pointed(scene, "latest")]).toEqual([2, 3]);
    expect(await ask(`GET ${model}`, { token })).toMatchObject({
      primary_version: { number: 2 },
      latest_active_version: { number: 3 },
    });
    await ask(`DELETE ${model}/aliases/primary`, { token });
    expect(await pointed(scene, "primary")).toBe(3);
    expect(await ask(`GET ${model}`, { token })).toMatchObject({ primary_version: { number: 3 } });
  });

  test("moves to the newest active version when its own is deleted, and the ledger says so", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    await ask(`POST ${model}/versions/2/promote`, { token, body: { reason: "tested" } });
    await ask(`DELETE ${model}/versions/2`, { token });
    expect(await pointed(scene, "primary")).toBe(3);
    await ask(`DELETE ${model}/versions/1`, { token });
    await ask(`DELETE ${model}/versions/3`, { token });
    const gone = await call(`GET ${model}/aliases/primary`, { token });
    expect(expectRefusal(expect, gone, "not_found")).toContain("nobody set the alias primary");
    const entries = await readLedger(scene);
    expect(told(entries)).toEqual([
      "primary set ->2",
      "primary fall_back 2>3",
      "primary fall_back 3>-",
    ]);
    expect(entries.map(({ reason }) => reason)).toEqual([
      "tested",
      "version 2 was deleted",
      "version 3 was deleted",
    ]);
    expect(entries[1]?.actor.username).toBe(scene.owner.username);
    expect(await verifyAliasLedger(entries)).toMatchObject({ valid: true });
  });

  test("moves when its own is deactivated, and other aliases say that theirs was", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(2);
    const { token, model, name } = scene;
    await set(scene, "primary", 1);
    await set(scene, "blue", 1);
    const body = { reason: "too slow" };
    await ask(`POST ${model}/versions/1/deactivate`, { token, body });
    expect([await pointed(scene, "primary"), await pointed(scene, "blue")]).toEqual([2, 1]);
    const entries = await readLedger(scene);
    expect(told(entries).at(-1)).toBe("primary fall_back 1>2");
    expect(entries.at(-1)?.reason).toBe("version 1 was deactivated: too slow");
    const options = { token, body: { model: `${name}@blue`, input: {} } };
    const says = expectRefusal(expect, await call("POST /v1/predictions", options), "conflict");
    expect(says).toContain("the alias blue points at version 1");
    expect(says).toContain("is inactive");
    const again = await put(scene, "green", { version: 1 });
    expect(expectRefusal(expect, again, "conflict")).toContain("is inactive");
    await ask(`POST ${model}/versions/1/activate`, { token });
    expect(await pointed(scene, "primary")).toBe(2);
  });

  test("tells of every version that unpinned calls left, also where nobody set it", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    for (const number of [3, 1, 2]) await ask(`DELETE ${model}/versions/${number}`, { token });
    const entries = await readLedger(scene);
    expect(told(entries)).toEqual(["primary follow 3>2", "primary follow 2>-"]);
    expect(await verifyAliasLedger(entries)).toMatchObject({ valid: true });
  });
});

describe("a change of an alias is refused", () => {
  const wrong: [string, object, (string | number)[]][] = [
    ["a version that is not there", { version: 9 }, ["body", "version"]],
    ["a version that is none", { version: "v1" }, ["body", "version"]],
    ["no version", {}, ["body", "version"]],
    ["version 0", { version: 0 }, ["body", "version"]],
    ["an empty reason", { version: 1, reason: "" }, ["body", "reason"]],
    ["a reason with U+0000", { version: 1, reason: "a\u0000b" }, ["body", "reason"]],
    ["a rule without protection", { version: 1, rule: "board" }, ["body", "rule"]],
    ["protection without a rule", { version: 1, protected: true }, ["body", "rule"]],
    ["a key that nobody knows", { version: 1, number: 1 }, ["body", "number"]],
  ];
  test.for(wrong)("for %s", async ([, body, place], { expect }) => {
    const scene = await makeAliasScene(1);
    const detail = expectRefusal(expect, await put(scene, "blue", body), "invalid_input");
    expect(placesOf(detail)).toEqual([place]);
    expect(await readLedger(scene)).toEqual([]);
  });

  test.for(["A", "30", "1.4.0", "-a", "a%2Fb", "a".repeat(64)])(
    "under the name %s, which is none",
    async (alias, { expect }) => {
      const scene = await makeAliasScene(1);
      const detail = expectRefusal(
        expect,
        await put(scene, alias, { version: 1 }),
        "invalid_input",
      );
      expect(placesOf(detail)).toEqual([["path", "alias"]]);
    },
  );

  test("for latest, which is computed", async ({ expect }) => {
    const scene = await makeAliasScene(1);
    const { token, model } = scene;
    const answers = [
      await put(scene, "latest", { version: 1 }),
      await call(`DELETE ${model}/aliases/latest`, { token }),
      await call(`POST ${model}/aliases/latest/rollback`, { token }),
    ];
    for (const answer of answers) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("always the newest active");
    }
  });

  test("for a version that was deleted, and references say which it is", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    const { token, model, name } = scene;
    await set(scene, "blue", 1);
    await ask(`DELETE ${model}/versions/1`, { token });
    const set1 = await put(scene, "green", { version: 1 });
    expect(expectRefusal(expect, set1, "conflict")).toContain("version 1");
    const options = { token, body: { model: `${name}@blue`, input: {} } };
    const predicted = await call("POST /v1/predictions", options);
    const says = expectRefusal(expect, predicted, "not_found");
    expect(says).toContain("the alias blue points at version 1: the version 1 of");
    const shown = await ask<Alias>(`GET ${model}/aliases/blue`, { token });
    expect(shown.version).toMatchObject({ number: 1, status: "deleted" });
  });

  test("where it is not as the caller knows it", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    const absent = await put({ ...scene, headers: { "if-match": "*" } }, "blue", { version: 1 });
    expect(expectRefusal(expect, absent, "precondition_failed")).toContain("is not set");
    const first = await put({ ...scene, headers: { "if-none-match": "*" } }, "blue", {
      version: 1,
    });
    expect(first.status).toBe(201);
    const second = await put({ ...scene, headers: { "if-none-match": "*" } }, "blue", {
      version: 2,
    });
    expect(expectRefusal(expect, second, "precondition_failed")).toContain("is set already");
    const headers = { "if-match": '"7", "9"' };
    const calls = [
      await put({ ...scene, headers }, "blue", { version: 2 }),
      await call(`DELETE ${model}/aliases/blue`, { token, headers }),
      await call(`POST ${model}/aliases/blue/rollback`, { token, headers }),
    ];
    for (const answer of calls) {
      expect(expectRefusal(expect, answer, "precondition_failed")).toContain('its ETag is "1"');
    }
    const known = { "if-match": first.headers.get("etag") ?? "" };
    expect((await put({ ...scene, headers: known }, "blue", { version: 2 })).status).toBe(200);
  });
});

test("an alias is set and removed by its owner's writers only", async ({ expect }) => {
  const scene = await makeAliasScene(1, { visibility: "public" });
  await set(scene, "blue", 1);
  const stranger = await makeOwner();
  const reader = await makeToken(scene.owner.username, ["read", "predict"]);
  const callers = [
    { token: null, code: "unauthorized", says: "Authorization: Bearer" },
    { token: reader, code: "forbidden", says: "the scope write" },
    { token: stranger.token, code: "forbidden", says: "may do this" },
  ] as const;
  for (const { token, code, says } of callers) {
    const path = `${scene.model}/aliases/blue`;
    const changes = [
      await call(`PUT ${path}`, { token, body: { version: 1 } }),
      await call(`DELETE ${path}`, { token }),
    ];
    for (const change of changes) expect(expectRefusal(expect, change, code)).toContain(says);
  }
  expect(told(await readLedger({ ...scene, token: stranger.token }))).toEqual(["blue set ->1"]);
});

describeRefusals([
  { route: "GET {model}/aliases", scope: null },
  { route: "GET {model}/alias-ledger", scope: null },
  { route: "GET {model}/alias-ledger/head", scope: null },
  { route: "POST {version}/promote", scope: "write" },
  { route: "POST {model}/aliases/blue/rollback", scope: "write" },
]);
