import { describe, test } from "vitest";

import type { AuditEvent } from "@headgate/shared";

import {
  type Actor,
  type AuditQuery,
  createBackend,
  createModel,
  createOrganizationToken,
  createOwner,
  createToken,
  deactivateVersion,
  deleteBackend,
  deleteMember,
  deleteModel,
  deleteOrganization,
  listOrganizationAuditLog,
  listOwnAuditLog,
  operator,
  patchBackend,
  patchModel,
  patchOrganization,
  patchUser,
  putMember,
  revokeOrganizationToken,
  removeAlias,
  revokeToken,
  setAlias,
} from "../src/index.ts";
import { as, countRows, makeActor, makeModel, makeVersion, next } from "./arrange.ts";
import { makeMember, makeOrganization, makeOrganizationModel } from "./organization.ts";
import { refusal } from "./refusals.ts";

async function logOf(actor: Actor, query: AuditQuery = {}): Promise<AuditEvent[]> {
  return (await listOwnAuditLog(as(actor), { query })).items;
}

/** The newest event there. */
async function lastOf(actor: Actor): Promise<AuditEvent | undefined> {
  return (await logOf(actor))[0];
}

describe("an event", () => {
  test("tells who did it, by which token, in which request", async ({ expect }) => {
    const actor = await makeActor();
    await patchUser(as(actor), { body: { bio: "Paints boats.", avatar_url: null } });
    const event = await lastOf(actor);
    expect(event).toEqual({
      id: event?.id,
      at: event?.at,
      action: "user.update",
      actor: { id: actor.ownerId, username: actor.username },
      token_id: actor.tokenId,
      request_id: "request",
      target_kind: "user",
      target: actor.username,
      details: { changed: ["avatar_url", "bio"] },
    });
    expect(event?.at).toMatch(/^2026-11-21T\d\d:\d\d:\d\d\.000000Z$/);
  });

  test("keeps the names of its time", async ({ expect }) => {
    const actor = await makeActor();
    const username = `renamed-${next()}`;
    await patchUser(as(actor), { body: { username } });
    const before = { action: "user.update", target: actor.username, details: { username } };
    expect(await lastOf(actor)).toMatchObject(before);
    const renamed = { ...actor, username };
    await patchUser(as(renamed), { body: { bio: "b" } });
    const [newest, older] = await logOf(renamed, { actor: actor.username });
    expect([newest?.actor.username, older?.actor.username]).toEqual([username, actor.username]);
  });

  test("is noted of all that is done to models and backends", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const target = `${model.owner}/${model.name}`;
    const created = { action: "model.create", target, details: { visibility: "private" } };
    expect(await lastOf(actor)).toMatchObject(created);
    await patchModel(as(actor), { ...model, body: { visibility: "public", bump_policy: "off" } });
    expect(await lastOf(actor)).toMatchObject({
      ...{ action: "model.update", target },
      details: { changed: ["bump_policy", "visibility"], visibility: "public", bump_policy: "off" },
    });
    const path = { ...model, number: await makeVersion(actor, model) };
    const body = { url: "https://gpu.example.com/secret-path", capacity: 1 };
    const { id } = await createBackend(as(actor), { query: {}, ...path, body });
    const backend = { target_kind: "backend", target: `${target}:1`, details: { id } };
    expect(await lastOf(actor)).toMatchObject({ action: "backend.create", ...backend });
    await patchBackend(as(actor), { query: {}, ...path, id, body: { capacity: 2, url: body.url } });
    expect(await lastOf(actor)).toMatchObject({
      ...{ ...backend, action: "backend.update" },
      details: { id, changed: ["capacity", "url"] },
    });
    await deleteBackend(as(actor), { ...path, id });
    expect(await lastOf(actor)).toMatchObject({ action: "backend.delete", ...backend });
    await deleteModel(as(actor), { ...model, query: { with_versions: "true" } });
    const deleted = { action: "model.delete", target, details: { with_versions: true } };
    expect(await lastOf(actor)).toMatchObject(deleted);
    expect(JSON.stringify(await logOf(actor))).not.toContain("secret-path");
  });

  test("is noted of a version by its number, and of what becomes of it", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const number = await makeVersion(actor, model);
    const target = `${model.owner}/${model.name}:${number}`;
    const version = { target_kind: "version", target };
    const created = { ...version, action: "version.create", details: { status: "active" } };
    expect(await lastOf(actor)).toMatchObject(created);
    const path = { ...model, number, ifMatch: null };
    await deactivateVersion(as(actor), { ...path, body: { reason: "It is slow." } });
    const details = { from: "active", to: "inactive", reason: "It is slow." };
    const deactivated = { ...version, action: "version.deactivate", details };
    expect(await lastOf(actor)).toMatchObject(deactivated);
    const again = deactivateVersion(as(actor), { ...path, body: {} });
    await expect(again).rejects.toMatchObject(refusal("conflict"));
    expect(await logOf(actor, { target })).toHaveLength(2);
  });

  test("is noted of aliases, also where they move because a version went", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const [one, two] = [await makeVersion(actor, model), await makeVersion(actor, model)];
    const path = { ...model, alias: "primary" };
    const target = `${model.owner}/${model.name}@primary`;
    await setAlias(as(actor), { ...path, body: { version: Number(two), reason: "faster" } });
    const set = { target_kind: "alias", target, action: "alias.set" };
    const details = { from: null, to: 2, protected: false, rule: null, reason: "faster" };
    expect(await lastOf(actor)).toMatchObject({ ...set, details });
    // What is so already is not changed.
    await setAlias(as(actor), { ...path, body: { version: Number(two) } });
    await deactivateVersion(as(actor), { ...model, number: two, ifMatch: null, body: {} });
    const moves = await logOf(actor, { target });
    expect(moves.map(({ action }) => action)).toEqual(["alias.fall_back", "alias.set"]);
    expect(moves[0]?.details).toMatchObject({ from: 2, to: Number(one) });
    await removeAlias(as(actor), { ...path, reason: null });
    expect(await lastOf(actor)).toMatchObject({ action: "alias.remove", details: { to: null } });
  });

  test("is noted of tokens, without anything of their text", async ({ expect }) => {
    const actor = await makeActor();
    const body = { name: "ci", scopes: ["read"], expires_at: "2030-01-01T00:00:00Z" };
    const { id, token } = await createToken(as(actor), { body });
    const details = { ...body, role: null, expires_at: "2030-01-01T00:00:00.000000Z" };
    const made = { action: "token.create", target: id, details };
    expect(await lastOf(actor)).toMatchObject(made);
    await revokeToken(as(actor), { id });
    expect(await lastOf(actor)).toMatchObject({ ...made, action: "token.revoke" });
    const text = JSON.stringify(await logOf(actor));
    for (const part of [token.slice(0, 7), token.slice(-4)]) expect(text).not.toContain(part);
  });

  test("is noted where it counts: with the user whom an operator makes", async ({ expect }) => {
    const { username } = await createOwner(as(operator), { body: { username: `o-${next()}` } });
    const events = await logOf(await makeActor(["read"], username), { actor: "operator" });
    expect(events.map(({ action }) => action)).toEqual(["token.create", "user.create"]);
    expect(events[1]).toMatchObject({ target: username, actor: { username: "operator" } });
  });
});

describe("the log of an organization", () => {
  test("tells of its members, tokens, models and itself", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const member = await makeMember(made, "runner");
    const path = { organization, username: member.username };
    await deleteMember(as(member), path);
    const body = { name: "ci", role: "runner" };
    const { id } = await createOrganizationToken(as(admin), { organization, body });
    await revokeOrganizationToken(as(admin), { organization, id });
    const model = await makeOrganizationModel(made);
    await deleteModel(as(admin), model);
    await patchOrganization(as(admin), { organization, body: { display_name: "Acme" } });
    const { items } = await listOrganizationAuditLog(as(admin), { organization, query: {} });
    expect(items.map(({ action, target }) => `${action} ${target}`)).toEqual([
      `organization.update ${organization}`,
      `model.delete ${organization}/${model.name}`,
      `model.create ${organization}/${model.name}`,
      `token.revoke ${id}`,
      `token.create ${id}`,
      `member.remove ${member.username}`,
      `member.put ${member.username}`,
      `organization.create ${organization}`,
    ]);
    expect(items[0]?.details).toEqual({ changed: ["display_name"] });
    expect(items[5]?.actor.username).toBe(member.username);
    expect(items[6]?.details).toEqual({ role: "runner" });
    await deleteOrganization(as(admin), { organization });
  });

  test("is for its admins", async ({ expect }) => {
    const made = await makeOrganization();
    const query = {};
    for (const role of [null, "reader", "runner", "writer"] as const) {
      const list = listOrganizationAuditLog(as(await makeMember(made, role)), { ...made, query });
      await expect(list).rejects.toMatchObject(refusal("forbidden"));
    }
    const predictor = await makeActor(["predict"], made.admin.username);
    const list = listOwnAuditLog(as(predictor), { query });
    await expect(list).rejects.toMatchObject(refusal("forbidden"));
    const none = listOwnAuditLog(as(null), { query });
    await expect(none).rejects.toMatchObject(refusal("unauthorized"));
  });
});

test("what is refused is not noted", async ({ expect }) => {
  const made = await makeOrganization();
  const { organization, admin } = made;
  const taken = await makeModel(admin);
  const removed = await makeMember(made, "admin");
  await deleteMember(as(admin), { organization, username: removed.username });
  const before = await countRows("audit_log");
  const refused = [
    () => makeModel(admin, { name: taken.name }),
    () => patchUser(as(admin), { body: { username: organization } }),
    () => deleteMember(as(admin), { organization, username: admin.username }),
    () =>
      putMember(as(removed), { organization, username: removed.username, body: { role: "admin" } }),
    () =>
      createOrganizationToken(as(removed), { organization, body: { name: "t", role: "admin" } }),
    () => createModel(as(admin), { body: { name: "UPPER", hardware_identifier: "cpu" } }),
  ];
  for (const attempt of refused) await expect(attempt()).rejects.toThrow();
  expect(await countRows("audit_log")).toBe(before);
});

test("times that are none are refused by their names", async ({ expect }) => {
  const actor = await makeActor();
  for (const name of ["since", "until"]) {
    const list = listOwnAuditLog(as(actor), { query: { [name]: "yesterday" } });
    await expect(list).rejects.toMatchObject(refusal("invalid_input", ["query", name]));
  }
});

test("a list goes on where it stopped while events come", async ({ expect }) => {
  const actor = await makeActor();
  const touch = async () => {
    await patchUser(as(actor), { body: { bio: `b-${next()}` } });
    return (await lastOf(actor))?.id;
  };
  const ids: unknown[] = [];
  for (let count = 0; count < 7; count += 1) ids.unshift(await touch());
  const query = { action: "user.update", page_size: "5" };
  const first = await listOwnAuditLog(as(actor), { query });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 5));
  await touch();
  const on = { ...query, cursor: first.next_cursor };
  const second = await listOwnAuditLog(as(actor), { query: on });
  expect(second.items.map(({ id }) => id)).toEqual(ids.slice(5));
  expect(second.next_cursor).toBeNull();
});
