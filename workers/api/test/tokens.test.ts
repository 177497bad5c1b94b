import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import type { CreatedToken, Page, Token } from "@headgate/shared";

import { countRows, makeOwner, makeToken, type Owner } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { anyText, wireTime } from "./shapes.ts";

function create({ token }: Pick<Owner, "token">, body: object = {}): Promise<CreatedToken> {
  return ask("POST /v1/tokens", { token, body: { name: "ci", scopes: ["read"], ...body } });
}

async function list({ token }: Owner): Promise<string[]> {
  const { items } = await ask<Page<Token>>("GET /v1/tokens", { token });
  return items.map(({ id }) => id);
}

describe("a token", () => {
  test("shows its secret when it is made, and never again", async ({ expect }) => {
    const owner = await makeOwner();
    const body = { name: "ci", scopes: ["read", "predict"] };
    const answer = await call("POST /v1/tokens", { token: owner.token, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { token: secret, ...rest } = answer.body as CreatedToken;
    expect(rest).toEqual({
      ...body,
      id: anyText(expect),
      owner: owner.username,
      role: null,
      rate_limit: null,
      prefix: secret.slice(0, 7),
      last_characters: secret.slice(-4),
      created_at: wireTime(expect),
      expires_at: null,
      last_used_at: null,
    });
    expect(answer.headers.get("location")).toBe(`${origin}/v1/tokens/${rest.id}`);
    for (const route of [`GET /v1/tokens/${rest.id}`, "GET /v1/tokens"]) {
      const shown = await call(route, { token: owner.token });
      expect(shown.text).toContain(rest.id);
      expect(shown.text).not.toContain(secret);
      expect(shown.text).not.toMatch(/hash|"token"/);
    }
    expect(await ask("GET /v1/user", { token: secret })).toMatchObject({
      username: owner.username,
    });
  });

  test("is listed to its owner only, newest first", async ({ expect }) => {
    const [owner, other] = [await makeOwner(), await makeOwner()];
    const made = [await create(owner), await create(owner)].map(({ id }) => id);
    expect((await list(owner)).slice(0, 2)).toEqual(
      expect.arrayContaining(made.map((id): unknown => id)),
    );
    expect(await list(other)).not.toContain(made[0]);
    const stolen = await call(`GET /v1/tokens/${made[0]}`, { token: other.token });
    expect(expectRefusal(expect, stolen, "not_found")).toContain("there is no token");
    const deletion = await call(`DELETE /v1/tokens/${made[0]}`, { token: other.token });
    expect(expectRefusal(expect, deletion, "not_found")).toContain("there is no token");
  });

  test("that is revoked stops working at once, and says so to whoever has it", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const { id, token } = await create(owner);
    await ask("GET /v1/user", { token });
    const answer = await call(`DELETE /v1/tokens/${id}`, { token: owner.token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    const refused = await call("GET /v1/user", { token });
    expect(expectRefusal(expect, refused, "unauthorized")).toContain("the token was revoked at");
    expect(await list(owner)).not.toContain(id);
    const again = await call(`DELETE /v1/tokens/${id}`, { token: owner.token });
    expect(expectRefusal(expect, again, "not_found")).toContain("it was revoked");
    const other = `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`;
    const unknown = await call("GET /v1/user", { token: other });
    expect(expectRefusal(expect, unknown, "unauthorized")).toBe("the token is not valid");
  });

  test("may see and revoke itself whatever its scopes", async ({ expect }) => {
    const owner = await makeOwner();
    const { id, token } = await create(owner, { scopes: ["predict"] });
    expect(await ask(`GET /v1/tokens/${id}`, { token })).toMatchObject({ id });
    const other = await create(owner);
    const refused = await call(`DELETE /v1/tokens/${other.id}`, { token });
    expect(expectRefusal(expect, refused, "forbidden")).toContain("the scope write");
    await ask(`DELETE /v1/tokens/${id}`, { token });
    const gone = await call("GET /v1/user", { token });
    expect(expectRefusal(expect, gone, "unauthorized")).toContain("revoked");
  });

  test("ends when it expires, also where the isolate knew it", async ({ expect }) => {
    const owner = await makeOwner();
    const { token, expires_at: end } = await create(owner, { expires_in_s: 1 });
    await ask("GET /v1/user", { token });
    const refusal = async () => {
      const answer = await call("GET /v1/user", { token });
      return answer.status === 401 ? answer : null;
    };
    const answer = await vi.waitUntil(refusal, { timeout: 5_000 });
    const said = `the token expired at ${end}`;
    expect(expectRefusal(expect, answer, "unauthorized")).toBe(said);
  });

  test("is noted as used once a minute, not at every call", async ({ expect }) => {
    const owner = await makeOwner();
    const { id, token } = await create(owner);
    await ask("GET /v1/user", { token });
    const lastUse = async () =>
      (await ask<Token>(`GET /v1/tokens/${id}`, { token: owner.token })).last_used_at;
    const used = await vi.waitUntil(lastUse);
    expect(used).toEqual(wireTime(expect));
    await ask("GET /v1/user", { token });
    expect(await lastUse()).toBe(used);
  });

  test("of anybody is made, seen and revoked by admins of the installation", async ({ expect }) => {
    const [admin, owner] = [await makeOwner(), await makeOwner()];
    const token = await makeToken(admin.username, ["admin"]);
    const made = await create({ token }, { username: owner.username, scopes: ["write"] });
    expect(made.owner).toBe(owner.username);
    expect(await ask(`GET /v1/tokens/${made.id}`, { token })).toMatchObject({ id: made.id });
    await ask(`DELETE /v1/tokens/${made.id}`, { token });
    expect(await list(owner)).not.toContain(made.id);
  });
});

describe("making a token refuses", () => {
  const wrong: [string, object, (string | number)[]][] = [
    ["no scopes", { scopes: [] }, ["body", "scopes"]],
    ["a scope that there is not", { scopes: ["root"] }, ["body", "scopes", 0]],
    ["a time that is none", { expires_at: "tomorrow" }, ["body", "expires_at"]],
    ["a time without a zone", { expires_at: "2100-01-01T00:00:00" }, ["body", "expires_at"]],
    ["a time that has passed", { expires_at: "2020-01-01T00:00:00Z" }, ["body", "expires_at"]],
    ["no time at all", { expires_in_s: 0 }, ["body", "expires_in_s"]],
    [
      "two times",
      { expires_in_s: 60, expires_at: "2100-01-01T00:00:00Z" },
      ["body", "expires_in_s"],
    ],
  ];
  test.for(wrong)("%s, and keeps no row", async ([, change, place], { expect }) => {
    const { token } = await makeOwner();
    const before = await countRows("tokens");
    const body = { name: "ci", scopes: ["read"], ...change };
    const answer = await call("POST /v1/tokens", { token, body });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([place]);
    expect(await countRows("tokens")).toBe(before);
  });

  test("scopes beyond the maker's, and somebody else's token", async ({ expect }) => {
    const [owner, other] = [await makeOwner(), await makeOwner()];
    for (const change of [{ scopes: ["admin"] }, { username: other.username }]) {
      const body = { name: "ci", scopes: ["read"], ...change };
      const answer = await call("POST /v1/tokens", { token: owner.token, body });
      expect(expectRefusal(expect, answer, "forbidden")).toBeTypeOf("string");
    }
  });
});

test("a token that another isolate revoked is refused when it is looked up", async ({ expect }) => {
  const { id, token } = await create(await makeOwner());
  await env.DB.prepare("UPDATE tokens SET revoked_at = 1 WHERE id = ?").bind(id).run();
  const answer = await call("GET /v1/user", { token });
  expect(expectRefusal(expect, answer, "unauthorized")).toContain("revoked");
});

describeRefusals([
  { route: "GET /v1/tokens", scope: "read" },
  { route: "POST /v1/tokens", scope: "write", takesBody: true },
]);
