import { describe, test } from "vitest";

import {
  findOwner,
  findOwnerByName,
  findTokenByHash,
  insertToken,
  isUniqueViolation,
  listOwners,
  listWebhookSecrets,
  updateOwner,
} from "../src/index.ts";
import { audit, db, makeOwner, next } from "./factories.ts";

async function violation(write: Promise<unknown>): Promise<unknown> {
  return write.then(() => null).catch((error: unknown) => error);
}

describe("owners", () => {
  test("are found by id and by name", async ({ expect }) => {
    const owner = await makeOwner();
    expect(await findOwner(db, owner.id)).toEqual(owner);
    expect(await findOwnerByName(db, owner.username)).toEqual(owner);
    expect(await findOwnerByName(db, "nobody")).toBeNull();
  });

  test("do not share a username", async ({ expect }) => {
    const owner = await makeOwner();
    const error = await violation(makeOwner(owner.username));
    expect(isUniqueViolation(error, "usernames.username")).toBe(true);
    expect(isUniqueViolation(error, "tokens.hash")).toBe(false);
  });

  test("are changed in what is given and in nothing else", async ({ expect }) => {
    const owner = await makeOwner();
    const changes = { bio: "Paints.", urls: ["https://example.com"] };
    const changed = await updateOwner(db, { id: owner.id, changes, updatedAt: 7 }, audit());
    expect(changed).toEqual({ ...owner, ...changes, updatedAt: 7 });
    expect(await updateOwner(db, { id: "none", changes, updatedAt: 7 }, audit())).toBeNull();
  });

  test("keep a username that they gave up from everybody else", async ({ expect }) => {
    const owner = await makeOwner();
    const [other, name] = [await makeOwner(), `renamed-${next()}`];
    const rename = (id: string, username: string) =>
      updateOwner(db, { id, changes: { username }, updatedAt: 1 }, audit());
    expect(await rename(owner.id, name)).toMatchObject({ username: name });
    expect(await rename(other.id, owner.username)).toBeNull();
    expect(await rename(other.id, name)).toBeNull();
    const error = await violation(makeOwner(owner.username));
    expect(isUniqueViolation(error, "usernames.username")).toBe(true);
    expect(await rename(owner.id, owner.username)).toMatchObject({ username: owner.username });
  });

  test("are listed in both directions of time", async ({ expect }) => {
    const made = [await makeOwner(), await makeOwner(), await makeOwner()];
    const newest = await listOwners(db, { cursor: null, size: 5 }, "desc");
    const ids = newest.rows.slice(0, 3).map((row) => row.id);
    expect(ids).toEqual(made.map((owner) => owner.id).toReversed());
    const oldest = await listOwners(db, { cursor: null, size: 50 }, "asc");
    expect(oldest.rows.slice(-3).map((row) => row.id)).toEqual(ids.toReversed());
  });

  test("have webhook secrets that are found together", async ({ expect }) => {
    const [one, two] = [await makeOwner(), await makeOwner()];
    const found = await listWebhookSecrets(db, [one.id, two.id, "none"]);
    expect(Object.fromEntries(found)).toEqual({
      [one.id]: one.webhookSecret,
      [two.id]: two.webhookSecret,
    });
  });
});

const unused = {
  rateLimit: null,
  name: "ci",
  prefix: null,
  lastCharacters: null,
  createdAt: 1,
  expiresAt: null,
};

describe("tokens", () => {
  test("are found by their hash, with their owner", async ({ expect }) => {
    const owner = await makeOwner();
    const hash = `hash-${next()}`;
    const token = { ...unused, id: crypto.randomUUID(), ownerId: owner.id, hash };
    await insertToken(db, { ...token, scopes: ["read", "predict"] }, audit());
    expect(await findTokenByHash(db, hash)).toEqual({
      ...{ id: token.id, ownerId: owner.id, username: owner.username, scopes: ["read", "predict"] },
      ...{
        kind: "user",
        role: null,
        rateLimit: null,
        memberships: [],
        expiresAt: null,
        revokedAt: null,
      },
    });
    expect(await findTokenByHash(db, "none")).toBeNull();
    const again = await violation(insertToken(db, { ...token, id: "other", scopes: [] }, audit()));
    expect(isUniqueViolation(again, "tokens.hash")).toBe(true);
  });

  test("need an owner", async ({ expect }) => {
    const stray = { ...unused, id: "t", ownerId: "none", hash: "stray", scopes: [] };
    await expect(insertToken(db, stray, audit())).rejects.toThrow();
    expect(await findTokenByHash(db, "stray")).toBeNull();
  });
});
