import { describe, test } from "vitest";

import { type ListedVersion, listVersions, type RowPage } from "../src/index.ts";
import { readPageRequest } from "../src/index.ts";
import {
  db,
  type MadeModel,
  type MadeVersion,
  makeModel,
  makeVersion,
  removeVersion,
  versionList,
} from "./factories.ts";

async function makeVersions(count: number): Promise<{ model: MadeModel; made: MadeVersion[] }> {
  const model = await makeModel();
  const made: MadeVersion[] = [];
  for (let index = 0; index < count; index++) made.push(await makeVersion(model.id));
  return { model, made };
}

function read(model: MadeModel, cursor: string | null, size = 5): Promise<RowPage<ListedVersion>> {
  const list = versionList(model.owner, { sort: "number", filter: { modelId: model.id } });
  return listVersions(db, { cursor, size }, list);
}

function numbers(page: RowPage<ListedVersion>): number[] {
  return page.rows.map((row) => row.number);
}

async function remove(version: MadeVersion | undefined): Promise<void> {
  await removeVersion(version?.key ?? 0);
}

describe("a list read page by page", () => {
  test("gives every row once, forwards and backwards", async ({ expect }) => {
    const { model } = await makeVersions(12);
    const first = await read(model, null);
    const second = await read(model, first.next);
    const third = await read(model, second.next);
    expect([first, second, third].map(numbers)).toEqual([
      [12, 11, 10, 9, 8],
      [7, 6, 5, 4, 3],
      [2, 1],
    ]);
    expect([first.previous, third.next]).toEqual([null, null]);
    const secondAgain = await read(model, third.previous);
    const firstAgain = await read(model, secondAgain.previous);
    expect([secondAgain, firstAgain].map(numbers)).toEqual([second, first].map(numbers));
    expect(firstAgain.previous).toBeNull();
    expect(numbers(await read(model, firstAgain.next))).toEqual(numbers(second));
  });

  test("ends with null although the last page is full", async ({ expect }) => {
    const { model } = await makeVersions(10);
    const last = await read(model, (await read(model, null)).next);
    expect(numbers(last)).toEqual([5, 4, 3, 2, 1]);
    expect(last.next).toBeNull();
  });

  test("has no cursors where there is nothing", async ({ expect }) => {
    const { model } = await makeVersions(0);
    expect(await read(model, null)).toEqual({ rows: [], next: null, previous: null });
  });

  test("shifts nothing when rows come and go", async ({ expect }) => {
    const { model, made } = await makeVersions(9);
    const first = await read(model, null);
    await makeVersion(model.id);
    await remove(made[8]);
    await remove(made[4]);
    const second = await read(model, first.next);
    expect([first, second].map(numbers)).toEqual([
      [9, 8, 7, 6, 5],
      [4, 3, 2, 1],
    ]);
    const back = await read(model, second.previous);
    expect(numbers(back)).toEqual([10, 8, 7, 6]);
    expect(back.previous).toBeNull();
  });

  test("leads back from a page whose rows are gone", async ({ expect }) => {
    const { model, made } = await makeVersions(7);
    const first = await read(model, null);
    await remove(made[0]);
    await remove(made[1]);
    const empty = await read(model, first.next);
    expect(empty).toMatchObject({ rows: [], next: null });
    expect(numbers(await read(model, empty.previous))).toEqual([7, 6, 5, 4, 3]);
  });
});

describe("a page is refused", () => {
  const sizes = ["0", "4", "51", "-5", "5.5", "1e1", "", "ten", " 7", "05x"];
  for (const size of sizes) {
    test(`for a page_size of ${JSON.stringify(size)}`, ({ expect }) => {
      expect(() => readPageRequest({ page_size: size })).toThrow(
        expect.objectContaining({
          code: "invalid_input",
          problems: [expect.objectContaining({ loc: ["query", "page_size"] })],
        }),
      );
    });
  }

  const cursors = {
    "no base64": "%%%",
    "no JSON": btoa("hello"),
    "no array": btoa('{"a":1}'),
    "another list": btoa('["hardware","after","cpu"]'),
    "a side that does not exist": btoa('["versions","beside",1]'),
    "a key of another length": btoa('["versions","after",1,2]'),
    "a key that is no text or number": btoa('["versions","after",{"a":1}]'),
    "more than 512 characters": btoa(`["versions","after",1${" ".repeat(600)}]`),
  };
  for (const [what, cursor] of Object.entries(cursors)) {
    test(`for a cursor with ${what}`, async ({ expect }) => {
      const problems = [expect.objectContaining({ loc: ["query", "cursor"] })];
      await expect(read(await makeModel(), cursor)).rejects.toMatchObject({
        code: "invalid_input",
        problems,
      });
    });
  }
});

test("a page has 25 rows unless another size is asked for", ({ expect }) => {
  expect(readPageRequest({})).toEqual({ cursor: null, size: 25 });
  expect(readPageRequest({ page_size: "50", cursor: "c" })).toEqual({ cursor: "c", size: 50 });
  expect(readPageRequest({ page_size: "5", cursor: null })).toEqual({ cursor: null, size: 5 });
});
