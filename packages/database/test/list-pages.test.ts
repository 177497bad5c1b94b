import { describe, test } from "vitest";

import {
  listModels,
  listVersions,
  type ModelSort,
  type RowPage,
  updateModel,
  upsertPredictions,
  type VersionSort,
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
  record,
  removeModel,
  removeVersion,
  versionList,
} from "./factories.ts";

type Read<Row> = (cursor: string | null, size: number) => Promise<RowPage<Row>>;

/** All pages from the cursor on. */
async function readOn<Row>(read: Read<Row>, cursor: string | null = null): Promise<Row[][]> {
  const page = await read(cursor, 5);
  return page.next === null ? [page.rows] : [page.rows, ...(await readOn(read, page.next))];
}

/** All pages back from the last one, the first of them first. */
async function readBack<Row>(read: Read<Row>): Promise<Row[][]> {
  let page = await read(null, 5);
  while (page.next !== null) page = await read(page.next, 5);
  const pages = [page.rows];
  while (page.previous !== null) {
    page = await read(page.previous, 5);
    pages.unshift(page.rows);
  }
  return pages;
}

async function makeModels(count: number): Promise<MadeModel[]> {
  const owner = await makeOwner();
  const made: MadeModel[] = [];
  for (let index = 0; index < count; index++) {
    // Names, changes and predictions in orders of their own.
    const name = `${index % 3 === 0 ? "upscaler" : "tool"}-${(index * 7) % count}`;
    const model = await makeModel({ owner, name, ...(index % 3 === 1 && { tags: ["upscaler"] }) });
    const changes = { description: "An upscaler." };
    const updatedAt = Date.UTC(2027, 0, 1) + ((index * 5) % count);
    const links = { categorySlugs: undefined, tags: undefined };
    const update = { id: model.id, ownerId: owner.id, changes, links, updatedAt };
    await updateModel(db, update, audit());
    const { key } = await makeVersion(model.id);
    const predictions = Array.from({ length: 1 + (index % 4) }, () => record(key));
    await upsertPredictions(db, predictions);
    made.push(model);
  }
  return made;
}

const modelOrders = (["created_at", "updated_at", "name", "predictions_count"] as const).flatMap(
  (sort) => (["asc", "desc"] as const).map((direction) => ({ sort, direction, text: null })),
);

describe.for<{ sort: ModelSort; direction: "asc" | "desc"; text: string | null }>([
  ...modelOrders,
  { sort: "relevance", direction: "desc", text: "upscaler" },
  { sort: "name", direction: "asc", text: "upscaler" },
])("models by $sort $direction, text $text", ({ sort, direction, text }) => {
  test("come once each, forwards and backwards, in their order", async ({ expect }) => {
    const [first] = await makeModels(13);
    if (first === undefined) throw new Error("nothing was made");
    const list = modelList(first.owner, { sort, direction, filter: { text } });
    const read: Read<{ id: string }> = (cursor, size) => listModels(db, { cursor, size }, list);
    const whole = (await read(null, 50)).rows.map((row) => row.id);
    expect(new Set(whole).size).toBe(13);
    const ids = (pages: { id: string }[][]) => pages.flat().map((row) => row.id);
    expect(ids(await readOn(read))).toEqual(whole);
    expect(ids(await readBack(read))).toEqual(whole);
  });

  test("shift nothing where others come and go", async ({ expect }) => {
    const made = await makeModels(13);
    const [first] = made;
    if (first === undefined) throw new Error("nothing was made");
    const list = modelList(first.owner, { sort, direction, filter: { text } });
    const read: Read<{ id: string }> = (cursor, size) => listModels(db, { cursor, size }, list);
    const whole = (await read(null, 50)).rows.map((row) => row.id);
    const page = await read(null, 5);
    for (const id of whole.slice(2, 8)) await removeModel(id);
    const added = await makeModel({ owner: first.owner, name: "upscaler-00" });
    const seen = [...page.rows, ...(await readOn(read, page.next)).flat()].map((row) => row.id);
    expect(seen.filter((id) => id !== added.id)).toEqual([...whole.slice(0, 5), ...whole.slice(8)]);
    const left = (await read(null, 50)).rows.map((row) => row.id);
    expect((await readBack(read)).flat().map((row) => row.id)).toEqual(left);
  });
});

describe.for<{ sort: VersionSort; direction: "asc" | "desc"; text: string | null }>([
  ...(["created_at", "updated_at", "number"] as const).flatMap((sort) =>
    (["asc", "desc"] as const).map((direction) => ({ sort, direction, text: null })),
  ),
  { sort: "relevance", direction: "desc", text: "quick" },
])("versions by $sort $direction, text $text", ({ sort, direction, text }) => {
  test("come once each, forwards and backwards, where others come and go", async ({ expect }) => {
    const model = await makeModel();
    const made = new Map<number, number>();
    for (let index = 0; index < 14; index++) {
      const { key, number } = await makeVersion(model.id);
      made.set(number, key);
      await db.$client
        .prepare(
          "UPDATE version_cards SET release_notes = ?2, updated_at = ?3 WHERE version_key = ?1",
        )
        .bind(key, index % 2 === 0 ? "Quick" : "Quicker, quick.", 1000 + ((index * 5) % 14))
        .run();
    }
    const list = versionList(model.owner, {
      ...{ sort, direction },
      filter: { modelId: model.id, text },
    });
    const read: Read<{ number: number }> = (cursor, size) =>
      listVersions(db, { cursor, size }, list);
    const numbers = (pages: { number: number }[][]) => pages.flat().map((row) => row.number);
    const whole = numbers([(await read(null, 50)).rows]);
    expect(new Set(whole).size).toBe(14);
    expect(numbers(await readOn(read))).toEqual(whole);
    expect(numbers(await readBack(read))).toEqual(whole);
    const page = await read(null, 5);
    for (const number of whole.slice(3, 7)) await removeVersion(made.get(number) ?? 0, next());
    await makeVersion(model.id);
    const rest = numbers(await readOn(read, page.next)).filter((number) => number <= 14);
    expect(rest).toEqual(whole.slice(7));
    const left = numbers([(await read(null, 50)).rows]);
    expect(numbers(await readBack(read))).toEqual(left);
  });
});
