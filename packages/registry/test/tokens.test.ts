import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Scope } from "@headgate/shared";

import {
  authenticate,
  createToken,
  getToken,
  listTokens,
  noteTokenUse,
  operator,
  patchUser,
  revokeToken,
} from "../src/index.ts";
import { toHex } from "../src/random-id.ts";
import { as, db, makeActor, makeToken, next } from "./arrange.ts";
import { refusal } from "./refusals.ts";

describe("a token", () => {
  test("is shown once and kept as its SHA-256 only", async ({ expect }) => {
    const actor = await makeActor();
    const body = { name: "ci", scopes: ["read", "predict"] };
    const made = await createToken(as(actor), { body });
    expect(made).toMatchObject(body);
    expect(made.token).toMatch(/^hg_[0-9A-Za-z]{49}$/);
    const row = await env.DB.prepare("SELECT * FROM tokens WHERE id = ?1").bind(made.id).first();
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(made.token));
    expect(row?.["hash"]).toBe(toHex(new Uint8Array(bytes)));
    expect(JSON.stringify(row)).not.toContain(made.token.slice(3, 46));
  });

  test("tells whose it is and what it may", async ({ expect }) => {
    const { ownerId, username } = await makeActor();
    const token = await makeToken(username, ["read", "predict"]);
    const { actor } = await authenticate(as(null), token);
    expect(actor).toEqual({
      ...{ ownerId, username, kind: "user", tokenId: actor?.tokenId },
      ...{
        scopes: ["read", "predict"],
        roles: new Map([[ownerId, "admin"]]),
        expiresAt: null,
        rateLimit: null,
      },
    });
  });

  test("stays good when its owner is renamed", async ({ expect }) => {
    const actor = await makeActor();
    const token = await makeToken(actor.username, ["read"]);
    const username = `renamed-${next()}`;
    await patchUser(as(actor), { body: { username } });
    const found = await authenticate(as(null), token);
    expect(found).toMatchObject({ actor: { username, ownerId: actor.ownerId } });
  });

  test("is none when it is unknown, cut, changed or something else", async ({ expect }) => {
    const { username } = await makeActor();
    const token = await makeToken(username, ["read"]);
    const unknown = { actor: null, reason: "the token is not valid" };
    const last = token.endsWith("a") ? "b" : "a";
    const others = [
      "",
      "hg_",
      "x",
      token.slice(0, -1),
      `${token.slice(0, -1)}${last}`,
      `${token}a`,
    ];
    for (const other of [...others, token.toUpperCase(), ` ${token}`, "hg_".padEnd(52, "0")]) {
      expect(await authenticate(as(null), other)).toEqual(unknown);
    }
    await env.DB.prepare("DELETE FROM tokens").run();
    expect(await authenticate(as(null), token)).toEqual(unknown);
  });
});

describe("making a token", () => {
  const make = async (actor: Parameters<typeof as>[0], scopes: Scope[], username?: string) =>
    createToken(as(actor), { body: { name: "x", scopes, ...(username && { username }) } });

  test("needs the scope write, and gives no scope that the caller lacks", async ({ expect }) => {
    const writer = await makeActor(["read", "write"]);
    await expect(make(writer, ["read"])).resolves.toMatchObject({ scopes: ["read"] });
    await expect(make(writer, ["read", "predict"])).rejects.toMatchObject(refusal("forbidden"));
    await expect(make(writer, ["admin"])).rejects.toMatchObject(refusal("forbidden"));
    await expect(make(await makeActor(["read"]), ["read"])).rejects.toMatchObject(
      refusal("forbidden"),
    );
    await expect(make(null, ["read"])).rejects.toMatchObject(refusal("unauthorized"));
  });

  test("for somebody else is for admins", async ({ expect }) => {
    const [writer, other] = [await makeActor(), await makeActor()];
    const theft = make(writer, ["read"], other.username);
    await expect(theft).rejects.toMatchObject(refusal("forbidden"));
    const admin = await makeActor(["admin"]);
    const { token } = await make(admin, ["admin"], other.username);
    const found = await authenticate(as(null), token);
    expect(found).toMatchObject({ actor: { ownerId: other.ownerId } });
    await expect(make(admin, ["read"], "nobody")).rejects.toMatchObject(refusal("not_found"));
    await expect(make(operator, ["read"])).rejects.toMatchObject(refusal("not_found"));
  });

  test("refuses scopes that there are not", async ({ expect }) => {
    const actor = await makeActor();
    const bodies: [object, (string | number)[]][] = [
      [{ name: "x", scopes: [] }, ["body", "scopes"]],
      [{ name: "x", scopes: ["read", "root"] }, ["body", "scopes", 1]],
      [{ name: "", scopes: ["read"] }, ["body", "name"]],
      [{ scopes: ["read"] }, ["body", "name"]],
    ];
    for (const [body, loc] of bodies) {
      const refused = refusal("invalid_input", loc);
      await expect(createToken(as(actor), { body })).rejects.toMatchObject(refused);
    }
  });
});

describe("the end of a token", () => {
  const make = (actor: Parameters<typeof as>[0], body: object) =>
    createToken(as(actor), { body: { name: "x", scopes: ["read"], ...body } });
  const start = Date.UTC(2026, 10, 21);

  test("is the time asked for, in any zone, or so many seconds on", async ({ expect }) => {
    const actor = await makeActor();
    const made = await make(actor, { expires_at: "2030-01-01T01:30:00.5+01:30" });
    expect(made.expires_at).toBe("2030-01-01T00:00:00.500000Z");
    const { created_at: from, expires_at: to } = await make(actor, { expires_in_s: 90 });
    expect(Date.parse(to ?? "") - Date.parse(from)).toBe(90_000);
    expect(await make(actor, { expires_at: null })).toMatchObject({ expires_at: null });
  });

  test("is told to whoever has it, to the millisecond", async ({ expect }) => {
    const { token, expires_at: end } = await make(await makeActor(), { expires_in_s: 3600 });
    const at = Date.parse(end ?? "");
    expect(await authenticate({ db, now: () => at - 1 }, token)).toMatchObject({
      actor: { expiresAt: at },
    });
    const said = { actor: null, reason: `the token expired at ${end}` };
    expect(await authenticate({ db, now: () => at }, token)).toEqual(said);
  });

  test("is not after that of the token that makes it", async ({ expect }) => {
    const owner = await makeActor();
    const end = start + 10 ** 9;
    const actor = { ...owner, expiresAt: end };
    const later = new Date(end + 1).toISOString();
    for (const body of [{ expires_at: later }, { expires_at: null }]) {
      await expect(make(actor, body)).rejects.toMatchObject(refusal("forbidden"));
    }
    const inherited = await make(actor, {});
    expect(Date.parse(inherited.expires_at ?? "")).toBe(end);
    const sooner = await make(actor, { expires_at: new Date(end - 1).toISOString() });
    expect(Date.parse(sooner.expires_at ?? "")).toBe(end - 1);
  });
});

describe("the rate limit of a token", () => {
  const make = (actor: Parameters<typeof as>[0], limit: unknown) =>
    createToken(as(actor), {
      body: { name: "x", scopes: ["read"], ...(limit !== undefined && { rate_limit: limit }) },
    });

  test("is told to whoever has it, and takes a second's calls at once by default", async ({
    expect,
  }) => {
    const actor = await makeActor();
    const { token, rate_limit: limit } = await make(actor, { requests_per_s: 2.5 });
    expect(limit).toEqual({ requests_per_s: 2.5, burst: 3 });
    expect(await authenticate(as(null), token)).toMatchObject({ actor: { rateLimit: limit } });
    expect(await make(actor, null)).toMatchObject({ rate_limit: null });
  });

  test("is not higher than that of the token that makes it", async ({ expect }) => {
    const own = { requests_per_s: 10, burst: 20 };
    const actor = { ...(await makeActor()), rateLimit: own };
    expect(await make(actor, undefined)).toMatchObject({ rate_limit: own });
    const lower = { requests_per_s: 9, burst: 20 };
    expect(await make(actor, lower)).toMatchObject({ rate_limit: lower });
    for (const higher of [null, { ...own, burst: 21 }, { ...own, requests_per_s: 11 }]) {
      await expect(make(actor, higher)).rejects.toMatchObject(refusal("forbidden"));
    }
  });

  test.for([0, -1, 100_001, "1", null])("is not %j a second", async (rate, { expect }) => {
    const made = make(await makeActor(), { requests_per_s: rate });
    const refused = refusal("invalid_input", ["body", "rate_limit", "requests_per_s"]);
    await expect(made).rejects.toMatchObject(refused);
  });
});

test("uses less than a minute apart are noted once", async ({ expect }) => {
  const actor = await makeActor();
  const lastUse = async () => (await getToken(as(actor), { id: actor.tokenId })).last_used_at;
  const use = (at: number) => noteTokenUse({ db, now: () => at }, { tokenId: actor.tokenId });
  expect(await lastUse()).toBeNull();
  await use(1_000_000);
  await use(1_059_999);
  expect(await lastUse()).toBe("1970-01-01T00:16:40.000000Z");
  await use(1_060_001);
  expect(await lastUse()).toBe("1970-01-01T00:17:40.001000Z");
});

test("a list of tokens goes on where it stopped while tokens come and go", async ({ expect }) => {
  const actor = await makeActor();
  const made: string[] = [actor.tokenId];
  const make = async () => {
    const body = { name: "x", scopes: ["read"] };
    made.unshift((await createToken(as(actor), { body })).id);
  };
  for (let count = 0; count < 7; count += 1) await make();
  const first = await listTokens(as(actor), { query: { page_size: "5" } });
  expect(first.items.map(({ id }) => id)).toEqual(made.slice(0, 5));
  await revokeToken(as(actor), { id: made[1] ?? "" });
  await createToken(as(actor), { body: { name: "later", scopes: ["read"] } });
  const query = { page_size: "5", cursor: first.next_cursor };
  const second = await listTokens(as(actor), { query });
  expect(second.items.map(({ id }) => id)).toEqual(made.slice(5));
  expect(second.next_cursor).toBeNull();
});
