import { describe, test } from "vitest";

import {
  deleteModel,
  findModel,
  isUniqueViolation,
  listCategories,
  listHardware,
  listKnownSlugs,
  listModels,
  updateModel,
  upsertPredictions,
} from "../src/index.ts";
import { db, makeModel, makeOwner, makeVersion, next, record } from "./factories.ts";

const everything = { cursor: null, size: 50 };
const gone = { deletedBy: "somebody", deletedAt: 1 };

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
    await deleteModel(db, { id, ...gone });
    expect((await makeModel({ owner, name })).id).not.toBe(id);
  });

  test("keep what a change does not name", async ({ expect }) => {
    const { id, owner, name } = await makeModel({ categorySlugs: ["audio"] });
    const found = () => findModel(db, { owner: owner.username, name });
    const before = await found();
    const changes = { description: "Sings." };
    const input = { id, ownerId: owner.id, changes, categorySlugs: undefined, updatedAt: 8 };
    expect(await updateModel(db, input)).toBe(true);
    expect(await found()).toEqual({ ...before, ...changes, updatedAt: 8 });
    await updateModel(db, { ...input, changes: {}, categorySlugs: ["video", "speech"] });
    expect((await found())?.categories.map(({ slug }) => slug)).toEqual(["speech", "video"]);
    await updateModel(db, { ...input, changes: {}, categorySlugs: [] });
    expect((await found())?.categories).toEqual([]);
  });

  test("that are deleted take no change", async ({ expect }) => {
    const { id, owner } = await makeModel();
    await deleteModel(db, { id, ...gone });
    const input = { changes: { description: "x" }, categorySlugs: undefined, updatedAt: 8 };
    expect(await updateModel(db, { id, ownerId: owner.id, ...input })).toBe(false);
  });
});

describe("lists of models", () => {
  test("keep to the owner, the visibility and the categories that are asked for", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const names = async (filter: { visibility?: "public"; categorySlugs: string[] }) => {
      const list = { sort: "created_at", direction: "asc" } as const;
      const page = await listModels(db, everything, {
        ...list,
        filter: { ownerId: owner.id, ...filter },
      });
      return page.rows.map((row) => row.name);
    };
    const one = await makeModel({ owner, categorySlugs: ["audio", "video"] });
    const two = await makeModel({ owner, categorySlugs: ["vision"], isPublic: true });
    const three = await makeModel({ owner, isPublic: true });
    const dead = await makeModel({ owner, isPublic: true });
    await deleteModel(db, { id: dead.id, ...gone });
    expect(await names({ categorySlugs: [] })).toEqual(
      [one, two, three].map((model) => model.name),
    );
    expect(await names({ visibility: "public", categorySlugs: [] })).toEqual([
      two.name,
      three.name,
    ]);
    expect(await names({ categorySlugs: ["vision", "video", "none"] })).toEqual([
      one.name,
      two.name,
    ]);
    expect(await names({ categorySlugs: ["none"] })).toEqual([]);
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
      listModels(db, everything, {
        ...{ sort: "predictions_count", direction },
        filter: { ownerId: owner.id, categorySlugs: [] },
      });
    const falling = (await read("desc")).rows.map((row) => [row.name, row.predictionsCount]);
    expect(falling).toEqual([
      [made[2]?.name, 2],
      [made[0]?.name, 1],
    ]);
    expect((await read("asc")).rows.map((row) => row.predictionsCount)).toEqual([1, 2]);
  });

  test("refuse a cursor of another order", async ({ expect }) => {
    const owner = await makeOwner();
    for (let count = 0; count < 6; count++) await makeModel({ owner });
    const filter = { ownerId: owner.id, categorySlugs: [] };
    const list = { filter, sort: "created_at", direction: "asc" } as const;
    const { next: cursor } = await listModels(db, { cursor: null, size: 5 }, list);
    expect((await listModels(db, { cursor, size: 5 }, list)).rows).toHaveLength(1);
    const other = listModels(db, { cursor, size: 5 }, { ...list, direction: "desc" });
    await expect(other).rejects.toMatchObject({ code: "invalid_input" });
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
