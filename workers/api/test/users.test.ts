import { describe, test } from "vitest";

import type { Page, User } from "@headgate/shared";

import { countRows, makeOwner, makeToken } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { anyText, wireTime } from "./shapes.ts";

describe("a user", () => {
  test("is the owner of the token, with WriftAI's fields", async ({ expect }) => {
    const { username, token } = await makeOwner();
    const answer = await call("GET /v1/user", { token });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: anyText(expect),
      username,
      kind: "user",
      avatar_url: null,
      name: null,
      bio: null,
      location: null,
      company: null,
      urls: null,
      created_at: wireTime(expect),
      updated_at: null,
    });
  });

  test("is patched, and shown to everybody without a token", async ({ expect }) => {
    const { username, token } = await makeOwner();
    const body = { bio: "Paints boats.", urls: ["https://john.example.com"] };
    expect(await ask("PATCH /v1/user", { token, body })).toMatchObject(body);
    const shown = await call(`GET /v1/users/${username}`);
    expect(shown.body).toMatchObject({ username, bio: "Paints boats." });
  });

  test("is listed in pages of exactly five keys", async ({ expect }) => {
    await makeOwner();
    const page = await ask<Page<User>>("GET /v1/users?page_size=5");
    expect(Object.keys(page)).toHaveLength(5);
    expect(page.items[0]).toHaveProperty("username");
  });

  test("has a webhook secret that only its own token shows", async ({ expect }) => {
    const { token } = await makeOwner();
    const answer = await call("GET /v1/user/webhook_secret", { token });
    expect(answer.text).toContain("whsec_");
    expect((await call("GET /v1/user", { token })).text).not.toContain("whsec_");
  });
});

describe("adding a user", () => {
  test("gives one who can act as soon as it has a token", async ({ expect }) => {
    const admin = await makeToken((await makeOwner()).username, ["admin"]);
    const username = `jane-${crypto.randomUUID().slice(0, 8)}`;
    const body = { username, name: "Jane" };
    const answer = await call("POST /v1/users", { token: admin, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toMatch(new RegExp(`/v1/users/${username}$`));
    expect(answer.body).toEqual((await call(`GET /v1/users/${username}`)).body);
    const first = { username, name: "first", scopes: ["read", "write"] };
    const { token } = await ask<{ token: string }>("POST /v1/tokens", {
      token: admin,
      body: first,
    });
    expect(await ask("GET /v1/user", { token })).toMatchObject({ ...body, kind: "user" });
    const again = await call("POST /v1/users", { token: admin, body });
    expect(expectRefusal(expect, again, "conflict")).toContain(username);
  });

  test.for(["Upper", "a/b", "", "v1"])("refuses the username %j", async (username, { expect }) => {
    const token = await makeToken((await makeOwner()).username, ["admin"]);
    const before = await countRows("usernames");
    const answer = await call("POST /v1/users", { token, body: { username } });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", "username"]]);
    expect(await countRows("usernames")).toBe(before);
  });
});

test("a user is added with an object and nothing else", async ({ expect }) => {
  const token = await makeToken((await makeOwner()).username, ["admin"]);
  for (const body of [[], {}, { username: "x", admin: true }]) {
    const answer = await call("POST /v1/users", { token, body });
    expect(expectRefusal(expect, answer, "invalid_input")).toHaveLength(1);
  }
});

describe("patching refuses", () => {
  test("a username that somebody has", async ({ expect }) => {
    const [{ username }, { token }] = [await makeOwner(), await makeOwner()];
    const answer = await call("PATCH /v1/user", { token, body: { username } });
    expect(expectRefusal(expect, answer, "conflict")).toBeTypeOf("string");
  });

  test.for(["Upper", "a/b", "", "v1"])("the username %j", async (username, { expect }) => {
    const { token } = await makeOwner();
    const before = await countRows("usernames");
    const answer = await call("PATCH /v1/user", { token, body: { username } });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", "username"]]);
    expect(await countRows("usernames")).toBe(before);
  });
});

test("without a token there is no user of one's own", async ({ expect }) => {
  expect(expectRefusal(expect, await call("GET /v1/user"), "unauthorized")).toBeTypeOf("string");
});

test("a user that nobody is, is not found", async ({ expect }) => {
  expect(expectRefusal(expect, await call("GET /v1/users/nobody-at-all"), "not_found")).toBeTypeOf(
    "string",
  );
});

describeRefusals([
  { route: "POST /v1/users", scope: "admin" },
  { route: "PATCH /v1/user", scope: "write", takesBody: true },
  { route: "GET /v1/user/models", scope: "read" },
  { route: "GET /v1/user/webhook_secret", scope: "write" },
  { route: "GET /v1/users", scope: null },
  { route: "GET {user}", scope: null },
]);
