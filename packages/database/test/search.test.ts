import { describe, test } from "vitest";

import {
  findModel,
  listModels,
  listVersions,
  type ModelChanges,
  type ModelLinks,
  updateModel,
  updateOwner,
} from "../src/index.ts";
import {
  audit,
  db,
  type MadeModel,
  makeModel,
  makeOwner,
  makeVersion,
  modelList,
  next,
  removeModel,
  removeVersion,
  versionList,
} from "./factories.ts";

const page = { cursor: null, size: 50 };
const anyone = { reads: [], writes: [] };

async function findNames(model: Pick<MadeModel, "owner">, text: string): Promise<string[]> {
  const list = modelList(model.owner, { sort: "relevance", direction: "desc", filter: { text } });
  return (await listModels(db, page, list)).rows.map((row) => row.name);
}

async function findNumbers(model: Pick<MadeModel, "owner">, text: string): Promise<number[]> {
  const list = versionList(model.owner, { sort: "relevance", filter: { text } });
  return (await listVersions(db, page, list)).rows.map((row) => row.number);
}

function patch(
  { id, owner }: MadeModel,
  changes: ModelChanges,
  links: Partial<ModelLinks> = {},
): Promise<boolean> {
  const all = { categorySlugs: undefined, tags: undefined, ...links };
  const update = { id, ownerId: owner.id, changes, links: all, updatedAt: next() };
  return updateModel(db, update, audit());
}

describe("a text finds a model", () => {
  test.for([
    "image",
    "upscal",
    "image-upscaler",
    "image-upscal",
    "IMAGE upscaler",
    "upscaler image",
    "image_upscaler",
    "portr",
    "cafe",
    "Café!",
    "4x",
    "tile",
  ])("by %j", async (text, { expect }) => {
    const model = await makeModel({ name: "image-upscaler", tags: ["4x"] });
    await patch(model, {
      description: "For portraits.",
      overview: "# In the café",
      features: ["tiles"],
    });
    expect(await findNames(model, text)).toEqual(["image-upscaler"]);
  });

  test.for(["scaler", "image downscaler", "ima upscaler", "portraits cafes", "owne"])(
    "not by %j",
    async (text, { expect }) => {
      const model = await makeModel({
        name: "image-upscaler",
        owner: await makeOwner(`o${next()}`),
      });
      await patch(model, { description: "For portraits.", overview: "# In the café" });
      expect(await findNames(model, text)).toEqual([]);
    },
  );

  test("by its owner's name, with its own", async ({ expect }) => {
    const owner = await makeOwner(`photographer-${next()}`);
    const model = await makeModel({ owner });
    expect(await findNames(model, `photographer ${model.name}`)).toEqual([model.name]);
  });

  test.for([
    '"',
    'a"b',
    "a AND",
    "NOT a",
    "a OR (",
    "name:a",
    "{facets}: a",
    "a*",
    "^a",
    "a + b",
    "NEAR(a b, 2)",
    "'; DROP TABLE models; --",
    "a\0b",
    "-",
    "💥 a",
    "a".repeat(256),
    "a ".repeat(128),
    "a\\",
  ])("and %j is a text like any other", async (text, { expect }) => {
    const model = await makeModel({ name: "other" });
    await expect(findNames(model, `${text} x`)).resolves.toEqual([]);
    await expect(findNumbers(model, `x ${text}`)).resolves.toEqual([]);
  });

  test("and no word of the index itself is found", async ({ expect }) => {
    const model = await makeModel({ isPublic: true });
    for (const text of ["vpublic", "kprediction", "h637075"]) {
      expect(await findNames(model, text)).toEqual([]);
    }
  });

  test("the better the more of it is in the name", async ({ expect }) => {
    const owner = await makeOwner();
    const names = ["plain", "tagged", "big-upscaler", "upscaler-small", "upscaler-large"];
    for (const name of names) {
      const tags = name === "tagged" ? ["upscaler"] : [];
      await patch(await makeModel({ owner, name, tags }), { description: "An upscaler." });
    }
    expect(await findNames({ owner }, "upscaler")).toEqual([
      ...["upscaler-large", "upscaler-small"],
      ...["big-upscaler", "tagged"],
      "plain",
    ]);
  });
});

test("a text finds versions with its last word whole before those where it is begun", async ({
  expect,
}) => {
  const model = await makeModel();
  for (const notes of ["Sharp and quick.", "Sharpens quickly.", "Sharp quick", "Quick."]) {
    const { key } = await makeVersion(model.id);
    await db.$client
      .prepare("UPDATE version_cards SET release_notes = ?2 WHERE version_key = ?1")
      .bind(key, notes)
      .run();
  }
  expect(await findNumbers(model, "quick sharp")).toEqual([3, 1]);
  expect(await findNumbers(model, "sharp")).toEqual([3, 1, 2]);
  expect(await findNumbers(model, "quick")).toEqual([4, 3, 1, 2]);
});

describe("what is found keeps up", () => {
  test("with the names, texts, tags and categories of a model", async ({ expect }) => {
    const model = await makeModel({ name: "first", tags: ["old", "kept"] });
    await patch(model, { name: "second", description: "Blue." }, { tags: ["kept", "green"] });
    for (const [text, found] of [
      ["first", false],
      ["old", false],
      ["kept", true],
      ["green", true],
      ["blue", true],
      ["second", true],
    ] as const) {
      expect([text, await findNames(model, text)]).toEqual([text, found ? ["second"] : []]);
    }
    await patch(model, { description: null }, { tags: [], categorySlugs: ["audio"] });
    expect(await findNames(model, "blue")).toEqual([]);
    expect(await findNames(model, "green")).toEqual([]);
    const inCategory = modelList(model.owner, { filter: { categorySlugs: ["audio"] } });
    expect((await listModels(db, page, inCategory)).rows).toHaveLength(1);
    await patch(model, {}, { categorySlugs: [] });
    expect((await listModels(db, page, inCategory)).rows).toHaveLength(0);
  });

  test("with the name of a version's model and of the owner", async ({ expect }) => {
    const model = await makeModel({ name: "alpha" });
    await makeVersion(model.id);
    expect(await findNumbers(model, "alpha")).toEqual([1]);
    await patch(model, { name: "second" });
    const username = `renamed-${next()}`;
    const renaming = { id: model.owner.id, changes: { username }, updatedAt: next() };
    await updateOwner(db, renaming, audit());
    expect(await findNumbers(model, "alpha")).toEqual([]);
    expect(await findNumbers(model, `second ${username}`)).toEqual([1]);
    expect(await findNames(model, username)).toEqual(["second"]);
    expect(await findNames(model, model.owner.username)).toEqual([]);
  });

  test("with the notes, card, tags and end of a version", async ({ expect }) => {
    const model = await makeModel();
    const { key } = await makeVersion(model.id);
    const card = JSON.stringify({ notes: "Crisp edges.", statistics: [{ label: "hidden" }] });
    const run = (statement: string, ...values: unknown[]) =>
      db.$client
        .prepare(statement)
        .bind(key, ...values)
        .run();
    await run(
      "UPDATE version_cards SET card = ?2, release_notes = 'Quicker.' WHERE version_key = ?1",
      card,
    );
    await run("INSERT INTO version_tags (version_key, tag) VALUES (?1, 'night')");
    for (const text of ["quicker crisp", "night", "0.1.0"]) {
      expect(await findNumbers(model, text)).toEqual([1]);
    }
    expect(await findNumbers(model, "hidden")).toEqual([]);
    const tagged = versionList(model.owner, { filter: { tags: ["night"] } });
    expect((await listVersions(db, page, tagged)).rows).toHaveLength(1);
    await run("DELETE FROM version_tags WHERE version_key = ?1");
    expect((await listVersions(db, page, tagged)).rows).toHaveLength(0);
    await removeVersion(key);
    expect(await findNumbers(model, "quicker")).toEqual([]);
  });

  test("with the end of a model and of its versions", async ({ expect }) => {
    const model = await makeModel();
    await makeVersion(model.id);
    await removeModel(model.id);
    expect(await findNames(model, model.name)).toEqual([]);
    expect(await findNumbers(model, model.name)).toEqual([]);
    expect(await findModel(db, { owner: model.owner.username, name: model.name })).toBeNull();
  });
});

describe("somebody finds", () => {
  async function seenBy(model: MadeModel, viewer: { reads: string[]; writes: string[] }) {
    const models = await listModels(db, page, modelList(model.owner, { viewer }));
    const versions = await listVersions(db, page, versionList(model.owner, { viewer }));
    return [models.rows.length, versions.rows.length];
  }

  test("what is public, or of an owner whose models it may read", async ({ expect }) => {
    const [open, hidden] = [await makeModel({ isPublic: true }), await makeModel()];
    await makeVersion(open.id);
    await makeVersion(hidden.id);
    const others = Array.from({ length: 200 }, () => crypto.randomUUID());
    expect(await seenBy(open, anyone)).toEqual([1, 1]);
    expect(await seenBy(hidden, anyone)).toEqual([0, 0]);
    expect(await seenBy(hidden, { reads: [open.owner.id], writes: [] })).toEqual([0, 0]);
    expect(await seenBy(hidden, { reads: [...others, hidden.owner.id], writes: others })).toEqual([
      1, 1,
    ]);
    await patch(hidden, { visibility: "public" });
    expect(await seenBy(hidden, anyone)).toEqual([1, 1]);
    await patch(hidden, { visibility: "private" });
    expect(await seenBy(hidden, anyone)).toEqual([0, 0]);
  });

  test.for(["draft", "partial", "rejected", "canceled", "private"])(
    "a %s version where it may write only",
    async (state, { expect }) => {
      const model = await makeModel({ isPublic: true });
      const { key } = await makeVersion(model.id);
      const column = state === "private" ? "visibility" : "status";
      await db.$client
        .prepare(`UPDATE version_cards SET ${column} = ?2 WHERE version_key = ?1`)
        .bind(key, state)
        .run();
      const { id } = model.owner;
      expect(await seenBy(model, anyone)).toEqual([1, 0]);
      expect(await seenBy(model, { reads: [id], writes: [] })).toEqual([1, 0]);
      expect(await seenBy(model, { reads: [id], writes: [id] })).toEqual([1, 1]);
    },
  );
});
