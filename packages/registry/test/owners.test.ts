import { describe, test } from "vitest";

import {
  createOwner,
  getUser,
  getUserByName,
  getWebhookSecret,
  listUsers,
  operator,
  patchUser,
} from "../src/index.ts";
import { as, countRows, makeActor, next } from "./arrange.ts";
import { refusal } from "./refusals.ts";

const time = /^2026-11-21T\d\d:\d\d:\d\d\.000000Z$/;

describe("creating an owner", () => {
  test("gives the user with what was said of it", async ({ expect }) => {
    const body = {
      ...{ username: `jane-${next()}`, name: "Jane", bio: null, company: "Acme" },
      urls: ["https://jane.example.com"],
    };
    const user = await createOwner(as(operator), { body });
    expect(user).toEqual({
      ...{ ...body, id: user.id, location: null, avatar_url: null, updated_at: null },
      kind: "user",
      created_at: user.created_at,
    });
    expect(user.created_at).toMatch(time);
    expect(user.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(await getUserByName(as(null), body)).toEqual(user);
  });

  test("is for admins", async ({ expect }) => {
    const call = async (actor: Parameters<typeof as>[0]) =>
      createOwner(as(actor), { body: { username: `o-${next()}` } });
    await expect(call(null)).rejects.toMatchObject(refusal("unauthorized"));
    await expect(call(await makeActor())).rejects.toMatchObject(refusal("forbidden"));
    await expect(call(await makeActor(["admin"]))).resolves.toMatchObject({ bio: null });
  });

  const bodies: [string, unknown, (string | number)[]][] = [
    ["no object", [], ["body"]],
    ["no username", {}, ["body", "username"]],
    ["a username that is no text", { username: 7 }, ["body", "username"]],
    ["a username in capitals", { username: "John" }, ["body", "username"]],
    ["a reserved username", { username: "models" }, ["body", "username"]],
    ["a key that it does not know", { username: "x", admin: true }, ["body", "admin"]],
    ["a link that runs", { username: "x", urls: ["javascript:alert(1)"] }, ["body", "urls", 0]],
    ["a long name", { username: "x", name: "x".repeat(256) }, ["body", "name"]],
  ];
  for (const [what, body, loc] of bodies) {
    test(`refuses ${what} and writes nothing`, async ({ expect }) => {
      const before = await countRows("owners");
      const refused = refusal("invalid_input", loc);
      await expect(createOwner(as(operator), { body })).rejects.toMatchObject(refused);
      expect(await countRows("owners")).toBe(before);
    });
  }

  test("refuses a username that is taken", async ({ expect }) => {
    const { username } = await makeActor();
    const count = () => Promise.all([countRows("owners"), countRows("usernames")]);
    const before = await count();
    const again = createOwner(as(operator), { body: { username } });
    await expect(again).rejects.toMatchObject(refusal("conflict"));
    expect(await count()).toEqual(before);
  });
});

describe("the caller", () => {
  test("sees itself with any token, and nobody without one", async ({ expect }) => {
    const actor = await makeActor(["predict"]);
    expect(await getUser(as(actor))).toMatchObject({ id: actor.ownerId, urls: null });
    await expect(getUser(as(null))).rejects.toMatchObject(refusal("unauthorized"));
    await expect(getUser(as(operator))).rejects.toMatchObject(refusal("not_found"));
  });

  test("changes what it names and clears what it sets to null", async ({ expect }) => {
    const actor = await makeActor();
    await patchUser(as(actor), { body: { bio: "Paints.", location: "Oslo" } });
    const patched = await patchUser(as(actor), {
      body: { bio: null, avatar_url: "https://example.com/a.png", urls: [] },
    });
    const expected = {
      bio: null,
      location: "Oslo",
      avatar_url: "https://example.com/a.png",
      urls: [],
    };
    expect(patched).toMatchObject(expected);
    expect(patched.updated_at).toMatch(time);
    expect(await getUser(as(actor))).toEqual(patched);
  });

  test("takes a free username and leaves its own to nobody else", async ({ expect }) => {
    const [actor, other] = [await makeActor(), await makeActor()];
    const username = `renamed-${next()}`;
    expect(await patchUser(as(actor), { body: { username } })).toMatchObject({ username });
    for (const taken of [username, actor.username]) {
      const theft = patchUser(as(other), { body: { username: taken } });
      await expect(theft).rejects.toMatchObject(refusal("conflict"));
    }
    const back = await patchUser(as(actor), { body: { username: actor.username } });
    expect(back.username).toBe(actor.username);
  });

  test("changes nothing without a token, without the scope, or with a bad body", async ({
    expect,
  }) => {
    const actor = await makeActor();
    const call = (caller: Parameters<typeof as>[0], body: unknown) =>
      patchUser(as(caller), { body });
    await expect(call(null, {})).rejects.toMatchObject(refusal("unauthorized"));
    const reader = await makeActor(["read"], actor.username);
    await expect(call(reader, { bio: "x" })).rejects.toMatchObject(refusal("forbidden"));
    const bad = refusal("invalid_input", ["body", "id"]);
    await expect(call(actor, { id: "x", bio: "x" })).rejects.toMatchObject(bad);
    const name = refusal("invalid_input", ["body", "username"]);
    await expect(call(actor, { username: "-", bio: "x" })).rejects.toMatchObject(name);
    expect(await getUser(as(actor))).toMatchObject({ bio: null, updated_at: null });
  });

  test("learns its webhook secret with the scope write only", async ({ expect }) => {
    const actor = await makeActor();
    const { key } = await getWebhookSecret(as(actor));
    expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await getWebhookSecret(as(await makeActor()))).key).not.toBe(key);
    const reader = await makeActor(["read"], actor.username);
    await expect(getWebhookSecret(as(reader))).rejects.toMatchObject(refusal("forbidden"));
  });
});

describe("users", () => {
  test("are listed by age in both directions, without their links", async ({ expect }) => {
    const made = [await makeActor(), await makeActor()].map((actor) => actor.username);
    const newest = await listUsers(as(null), { query: { sort_direction: "desc", page_size: "5" } });
    expect(newest.items.slice(0, 2).map((user) => user.username)).toEqual(made.toReversed());
    expect(newest.items[0]).not.toHaveProperty("urls");
    const oldest = await listUsers(as(null), { query: { sort_by: "created_at", page_size: "50" } });
    const times = oldest.items.map((user) => user.created_at);
    expect(times).toEqual(times.toSorted());
  });

  test("are refused in an order or page that there is not", async ({ expect }) => {
    const call = (query: object) => listUsers(as(null), { query });
    for (const [key, value] of [
      ["sort_by", "predictions_count"],
      ["sort_direction", "up"],
      ["page_size", "51"],
      ["cursor", "x"],
    ] as const) {
      const refused = refusal("invalid_input", ["query", key]);
      await expect(call({ [key]: value })).rejects.toMatchObject(refused);
    }
  });

  test("are not found where there are none", async ({ expect }) => {
    const missing = getUserByName(as(null), { username: "nobody" });
    await expect(missing).rejects.toMatchObject(refusal("not_found"));
  });
});
