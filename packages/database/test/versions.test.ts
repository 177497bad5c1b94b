import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  findModelVersions,
  findModel,
  findVersion,
  listVersions,
  updateModel,
} from "../src/index.ts";
import {
  audit,
  db,
  makeModel,
  makeOwner,
  makeVersion,
  next,
  randomHex,
  removeModel,
  removeVersion,
  versionList,
} from "./factories.ts";

const none = { categorySlugs: undefined, tags: undefined };

describe("the content of a version", () => {
  const refused = [
    ["an update", "UPDATE versions SET container_image_digest = 'sha256:0' WHERE key = ?1"],
    ["an update of its number", "UPDATE versions SET number = 99 WHERE key = ?1"],
    ["a delete", "DELETE FROM versions WHERE key = ?1"],
    [
      "an insert or replace under its key",
      `INSERT OR REPLACE INTO versions (key, id, model_id, number, semver, container_image_digest, schemas, created_at)
       SELECT key, 'x', model_id, 98, '9.8.0', 'sha256:0', '{}', 0 FROM versions WHERE key = ?1`,
    ],
    [
      "an insert or replace under its number",
      `INSERT OR REPLACE INTO versions (id, model_id, number, semver, container_image_digest, schemas, created_at)
       SELECT 'y', model_id, number, '9.9.0', 'sha256:0', '{}', 0 FROM versions WHERE key = ?1`,
    ],
    [
      "an update or replace onto its id",
      `UPDATE OR REPLACE versions SET id = (SELECT id FROM versions WHERE key = ?1)`,
    ],
  ] as const;

  for (const [what, statement] of refused) {
    test(`stands against ${what}`, async ({ expect }) => {
      const model = await makeModel();
      const version = await makeVersion(model.id);
      const read = () => findVersion(db, model.id, version.number);
      const before = await read();
      await expect(env.DB.prepare(statement).bind(version.key).run()).rejects.toThrow(
        /a version is/,
      );
      expect(before).toMatchObject({
        id: version.id,
        containerImageDigest: `sha256:${"a".repeat(64)}`,
      });
      expect(await read()).toEqual(before);
    });
  }
});

describe("numbers of versions", () => {
  test("are distinct and consecutive for twenty creations at once", async ({ expect }) => {
    const model = await makeModel();
    const made = await Promise.all(Array.from({ length: 20 }, () => makeVersion(model.id)));
    const numbers = made.map((version) => version.number).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(made.every((version) => version.semver === `0.${version.number}.0`)).toBe(true);
  });

  test("are not taken by a creation that fails", async ({ expect }) => {
    const model = await makeModel();
    const first = await makeVersion(model.id);
    await expect(makeVersion(model.id, first.id)).rejects.toThrow(/taken/);
    expect((await makeVersion(model.id)).number).toBe(2);
  });

  test("are not free again after a delete", async ({ expect }) => {
    const model = await makeModel();
    await makeVersion(model.id);
    const second = await makeVersion(model.id);
    expect(await removeVersion(second.key)).toBe(true);
    expect((await makeVersion(model.id)).number).toBe(3);
  });

  test("go on under the name of a deleted model", async ({ expect }) => {
    const model = await makeModel();
    await makeVersion(model.id);
    await makeVersion(model.id);
    await removeModel(model.id);
    const again = await makeModel({ owner: model.owner, name: model.name });
    expect((await makeVersion(again.id)).number).toBe(3);
    await removeModel(again.id);
    const third = await makeModel({ owner: model.owner, name: model.name });
    expect((await makeVersion(third.id)).number).toBe(4);
  });

  test("go on under a name that a renamed model left, and under the one it took", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const [long, short] = [await makeModel({ owner }), await makeModel({ owner })];
    for (let count = 0; count < 3; count++) await makeVersion(long.id);
    await makeVersion(short.id);
    await removeModel(long.id);
    const changes = { name: long.name };
    await updateModel(
      db,
      {
        ...{ id: short.id, ownerId: owner.id, changes },
        ...{ links: none, updatedAt: next() },
      },
      audit(),
    );
    expect((await makeVersion(short.id)).number).toBe(4);
    const successor = await makeModel({ owner, name: short.name });
    // By the old name, too, the fourth was another model's.
    expect((await makeVersion(successor.id)).number).toBe(5);
  });

  test("start at one for another owner's model of the same name", async ({ expect }) => {
    const model = await makeModel();
    await makeVersion(model.id);
    expect((await makeVersion((await makeModel({ name: model.name })).id)).number).toBe(1);
  });

  test("are not given to a deleted model", async ({ expect }) => {
    const model = await makeModel();
    await removeModel(model.id);
    await expect(makeVersion(model.id)).rejects.toThrow(/no model/);
  });
});

describe("a deleted version", () => {
  test("leaves a tombstone that says who and when, once", async ({ expect }) => {
    const model = await makeModel();
    const { key, number } = await makeVersion(model.id);
    expect(await removeVersion(key)).toBe(true);
    expect(await removeVersion(key, 2)).toBe(false);
    const card = await env.DB.prepare("SELECT * FROM version_cards WHERE version_key = ?1")
      .bind(key)
      .first();
    expect(card).toMatchObject({ status: "deleted", deleted_by: "somebody", deleted_at: 1 });
    expect(await findVersion(db, model.id, number)).toMatchObject({ status: "deleted" });
  });

  test("is neither listed nor the latest", async ({ expect }) => {
    const model = await makeModel();
    const [first, second] = [await makeVersion(model.id), await makeVersion(model.id)];
    await removeVersion(second.key);
    const page = await listVersions(db, { cursor: null, size: 5 }, versionList(model.owner));
    expect(page.rows.map((row) => row.number)).toEqual([1]);
    const { latest, latestActive, primary } = await findModelVersions(db, model.id);
    expect([latest?.id, latestActive?.id, primary?.id]).toEqual([first.id, first.id, first.id]);
  });

  test("goes with its model", async ({ expect }) => {
    const model = await makeModel();
    await makeVersion(model.id);
    expect(await removeModel(model.id)).toBe(true);
    expect(await removeModel(model.id)).toBe(false);
    expect(await findVersion(db, model.id, 1)).toMatchObject({ status: "deleted" });
    expect(await findModel(db, { owner: model.owner.username, name: model.name })).toBeNull();
  });
});

test("the id of a version is unique everywhere", async ({ expect }) => {
  const id = randomHex(32);
  await makeVersion((await makeModel()).id, id);
  await expect(makeVersion((await makeModel()).id, id)).rejects.toThrow(/taken/);
});
