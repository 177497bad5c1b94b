import { describe, test } from "vitest";

import {
  deleteModel,
  findModel,
  findVersion,
  isUniqueViolation,
  listCategories,
  listHardware,
  listKnownSlugs,
  listModels,
  type ModelList,
  updateModel,
  upsertPredictions,
} from "../src/index.ts";
import {
  audit,
  db,
  type GivenList,
  modelList,
  type MadeModel,
  makeModel,
  succeeded,
  makeOwner,
  makeVersion,
  next,
  record,
  removeModel,
  removeVersion,
} from "./factories.ts";

const everything = { cursor: null, size: 50 };
const stranger = { reads: [], writes: [] };
const none = { categorySlugs: undefined, tags: undefined };

describe("models", () => {
  test("come with their owner, hardware and categories", async ({ expect }) => {
    const { id, owner, name } = await makeModel({ categorySlugs: ["vision", "audio"] });
    expect(await findModel(db, { owner: owner.username, name })).toMatchObject({
      ...{ id, name, visibility: "private", predictionsCount: 0, updatedAt: null },
      owner: { id: owner.id, username: owner.username, avatarUrl: null },
      hardware: { identifier: "cpu", name: "CPU" },
      categories: [
        { slug: "audio", name: "Audio" },
        { slug: "vision", name: "Vision" },
      ],
    });
    expect(await findModel(db, { owner: owner.username, name: "none" })).toBeNull();
  });

  test("do not share a name while they live", async ({ expect }) => {
    const { id, owner, name } = await makeModel();
    const error: unknown = await makeModel({ owner, name }).catch((caught: unknown) => caught);
    expect(isUniqueViolation(error, "models.owner_id, models.name")).toBe(true);
    await removeModel(id);
    expect((await makeModel({ owner, name })).id).not.toBe(id);
  });

  test("keep what a change does not name", async ({ expect }) => {
    const { id, owner, name } = await makeModel({ categorySlugs: ["audio"] });
    const found = () => findModel(db, { owner: owner.username, name });
    const before = await found();
    const changes = { description: "Sings." };
    const input = { id, ownerId: owner.id, changes, links: none, updatedAt: 8 };
    expect(await updateModel(db, input, audit())).toBe(true);
    expect(await found()).toEqual({ ...before, ...changes, updatedAt: 8 });
    await updateModel(
      db,
      {
        ...input,
        changes: {},
        links: { ...none, categorySlugs: ["video", "speech"] },
      },
      audit(),
    );
    expect((await found())?.categories.map(({ slug }) => slug)).toEqual(["speech", "video"]);
    await updateModel(
      db,
      { ...input, changes: {}, links: { ...none, categorySlugs: [] } },
      audit(),
    );
    expect((await found())?.categories).toEqual([]);
  });

  test("that are deleted take no change", async ({ expect }) => {
    const { id, owner } = await makeModel();
    await removeModel(id);
    const input = { changes: { description: "x" }, links: none, updatedAt: 8 };
    expect(await updateModel(db, { id, ownerId: owner.id, ...input }, audit())).toBe(false);
  });
});

describe("lists of models", () => {
  test("keep to the owner, the visibility and the categories that are asked for", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const names = async (given: GivenList<ModelList>) =>
      (await listModels(db, everything, modelList(owner, given))).rows.map((row) => row.name);
    const one = await makeModel({ owner, categorySlugs: ["audio", "video"] });
    const two = await makeModel({ owner, categorySlugs: ["vision"], isPublic: true });
    const three = await makeModel({ owner, isPublic: true });
    const dead = await makeModel({ owner, isPublic: true });
    await removeModel(dead.id);
    expect(await names({})).toEqual([one, two, three].map((model) => model.name));
    expect(await names({ viewer: stranger })).toEqual([two.name, three.name]);
    expect(await names({ filter: { categorySlugs: ["vision", "video", "none"] } })).toEqual([
      one.name,
      two.name,
    ]);
    expect(await names({ filter: { categorySlugs: ["none"] } })).toEqual([]);
  });

  test("sort by predictions without those that never had one", async ({ expect }) => {
    const owner = await makeOwner();
    const made = [
      await makeModel({ owner }),
      await makeModel({ owner }),
      await makeModel({ owner }),
    ];
    for (const [index, count] of [1, 0, 2].entries()) {
      const version = await makeVersion(made[index]?.id ?? "");
      await upsertPredictions(
        db,
        Array.from({ length: count }, () => record(version.key)),
      );
    }
    const read = (direction: "asc" | "desc") =>
      listModels(db, everything, modelList(owner, { sort: "predictions_count", direction }));
    const falling = (await read("desc")).rows.map((row) => [row.name, row.predictionsCount]);
    expect(falling).toEqual([
      [made[2]?.name, 2],
      [made[0]?.name, 1],
    ]);
    expect((await read("asc")).rows.map((row) => row.predictionsCount)).toEqual([1, 2]);
  });

  test("refuse a cursor of another order or with other filters", async ({ expect }) => {
    const owner = await makeOwner();
    for (let count = 0; count < 6; count++) await makeModel({ owner });
    const list = modelList(owner);
    const { next: cursor } = await listModels(db, { cursor: null, size: 5 }, list);
    expect((await listModels(db, { cursor, size: 5 }, list)).rows).toHaveLength(1);
    for (const given of [
      { direction: "desc" },
      { sort: "name" },
      { filter: { text: "m" } },
    ] as const) {
      const other = listModels(db, { cursor, size: 5 }, modelList(owner, given));
      await expect(other).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});

test("hardware and categories are there from the start, sorted", async ({ expect }) => {
  const hardware = (await listHardware(db, everything)).rows.map((row) => row.identifier);
  expect(hardware[0]).toBe("cpu");
  expect(hardware).toEqual(hardware.toSorted());
  const slugs = (await listCategories(db, everything)).rows.map((row) => row.slug);
  expect(slugs.length).toBeGreaterThan(5);
  expect(slugs).toEqual(slugs.toSorted());
  expect(await listKnownSlugs(db, ["vision", `none-${next()}`])).toEqual(["vision"]);
});

describe("a model that was renamed", () => {
  const rename = ({ id, owner }: MadeModel, name: string) =>
    updateModel(
      db,
      { id, ownerId: owner.id, changes: { name }, links: none, updatedAt: next() },
      audit(),
    );
  const find = async ({ owner }: MadeModel, name: string) =>
    (await findModel(db, { owner: owner.username, name }))?.id ?? null;

  test("is found by all the names it had", async ({ expect }) => {
    const model = await makeModel();
    for (const name of ["second", "third"]) await rename(model, name);
    for (const name of [model.name, "second", "third"]) {
      expect(await find(model, name)).toBe(model.id);
    }
    await rename(model, model.name);
    expect(await find(model, "third")).toBe(model.id);
    await removeModel(model.id);
    expect(await find(model, "third")).toBeNull();
  });

  test("gives its old name up to whoever takes it, new or renamed, and not its numbers", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const [model, other] = [await makeModel({ owner }), await makeModel({ owner })];
    await makeVersion(model.id);
    await rename(model, "b");
    await makeVersion(model.id);
    const taker = await makeModel({ owner, name: model.name });
    expect(await find(model, model.name)).toBe(taker.id);
    expect((await makeVersion(taker.id)).number).toBe(3);
    await rename(model, "c");
    await makeVersion(model.id);
    await rename(other, "b");
    expect(await find(model, "b")).toBe(other.id);
    expect(await find(model, "c")).toBe(model.id);
    expect((await makeVersion(other.id)).number).toBe(4);
  });

  test("is not found under another owner", async ({ expect }) => {
    const model = await makeModel();
    await rename(model, "b");
    expect(await find(await makeModel(), model.name)).toBeNull();
  });
});

describe("deleting a model", () => {
  const deletion = { deletedBy: "somebody", deletedAt: 1, withVersions: false, force: false };

  test("leaves it alone while it has versions or predictions in flight", async ({ expect }) => {
    const { id, owner, name } = await makeModel();
    const { key } = await makeVersion(id);
    const running = record(key);
    await upsertPredictions(db, [running, record(key)]);
    const contents = { versions: 1, predictionsInFlight: 2, protectedAliases: 0 };
    for (const flags of [{}, { withVersions: true }, { force: true }]) {
      expect(await deleteModel(db, { id, ...deletion, ...flags }, audit())).toEqual(contents);
    }
    expect(await findVersion(db, id, 1)).toMatchObject({ status: "active" });
    expect(await findModel(db, { owner: owner.username, name })).not.toBeNull();
    const both = { ...deletion, withVersions: true, force: true };
    expect(await deleteModel(db, { id, ...both }, audit())).toBe("deleted");
    expect(await deleteModel(db, { id, ...both }, audit())).toBeNull();
    expect(await findVersion(db, id, 1)).toMatchObject({ status: "deleted" });
  });

  test("takes it away where neither is there any more", async ({ expect }) => {
    const { id } = await makeModel();
    const { key } = await makeVersion(id);
    const ended = { state: "succeeded", completedAt: next(), outcome: succeeded } as const;
    await upsertPredictions(db, [record(key, ended)]);
    await removeVersion(key);
    expect(await deleteModel(db, { id, ...deletion }, audit())).toBe("deleted");
  });
});
