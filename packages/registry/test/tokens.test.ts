import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { authenticate, createToken, operator, patchUser, type Scope } from "../src/index.ts";
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
    const actor = await authenticate({ db }, token);
    expect(actor).toEqual({
      ...{ ownerId, username, tokenId: actor?.tokenId, scopes: ["read", "predict"] },
    });
  });

  test("stays good when its owner is renamed", async ({ expect }) => {
    const actor = await makeActor();
    const token = await makeToken(actor.username, ["read"]);
    const username = `renamed-${next()}`;
    await patchUser(as(actor), { body: { username } });
    expect(await authenticate({ db }, token)).toMatchObject({ username, ownerId: actor.ownerId });
  });

  test("is none when it is unknown, cut, changed or something else", async ({ expect }) => {
    const { username } = await makeActor();
    const token = await makeToken(username, ["read"]);
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
      expect(await authenticate({ db }, other)).toBeNull();
    }
    await env.DB.prepare("DELETE FROM tokens").run();
    expect(await authenticate({ db }, token)).toBeNull();
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
    expect(await authenticate({ db }, token)).toMatchObject({ ownerId: other.ownerId });
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
