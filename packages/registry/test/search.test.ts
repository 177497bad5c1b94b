import { describe, test } from "vitest";

import {
  createVersion,
  listAllVersions,
  listModels,
  type ListQuery,
  listVersions,
} from "../src/index.ts";
import { as, digest, makeActor, makeModel, makeVersion, next, versionBody } from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

const otherDigest = `sha256:${"f".repeat(64)}`;

describe("a list of models keeps to", () => {
  const filters: [ListQuery, boolean][] = [
    [{ q: "sharp" }, true],
    [{ q: "blurs" }, false],
    [{ tag: ["photo", "4x"] }, true],
    [{ tag: ["photo", "8x"] }, false],
    [{ category: "video" }, true],
    [{ category: "audio" }, false],
    [{ category: "audio", category_slugs: ["video"] }, true],
    [{ hardware: "gpu-t4" }, true],
    [{ hardware: "cpu" }, false],
    [{ status: "active" }, true],
    [{ status: "inactive" }, false],
    [{ task: "training" }, true],
    [{ status: "active", task: "training" }, true],
    [{ created_after: "2026-11-20T00:00:00Z" }, true],
    [{ created_after: "2026-12-20T00:00:00+01:00" }, false],
    [{ created_before: "2026-12-20T00:00:00.123456Z" }, true],
    [{ created_before: "2026-11-20T00:00:00Z" }, false],
    [{ q: "sharpens", tag: ["4x"], hardware: "gpu-t4", task: "training", category: "video" }, true],
    [
      { q: "sharpens", tag: ["4x"], hardware: "gpu-l4", task: "training", category: "video" },
      false,
    ],
  ];
  test("what its query says", async ({ expect }) => {
    const actor = await makeActor();
    const { name } = await makeModel(actor, {
      ...{ description: "Sharpens.", tags: ["photo", "4x"], category_slugs: ["video"] },
      hardware_identifier: "gpu-t4",
    });
    const task = { input: {}, output: {} };
    const body = versionBody({ schemas: { prediction: task, training: task } });
    await createVersion(as(actor), { owner: actor.username, name, body });
    for (const sort of ["created_at", "name"]) {
      for (const [query, isFound] of filters) {
        const page = await listModels(as(actor), {
          query: { ...query, sort, owner: actor.username },
        });
        expect([query, page.items.length]).toEqual([query, isFound ? 1 : 0]);
      }
    }
  });
});

describe("a list of versions keeps to", () => {
  test("what its query says, within a model and over all", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor, { visibility: "public", hardware_identifier: "gpu-t4" });
    await makeVersion(actor, model);
    const second = { release_notes: "Sharper.", container_image_digest: otherDigest };
    await createVersion(as(actor), { ...model, body: versionBody(second) });
    await createVersion(as(actor), { ...model, body: versionBody({ draft: true }) });
    const filters: [ListQuery, number[]][] = [
      [{}, [2, 1]],
      [{ status: "all" }, [3, 2, 1]],
      [{ status: "draft" }, [3]],
      [{ sort: "created_at", sort_direction: "asc" }, [1, 2]],
      [{ q: "shar" }, [2]],
      [{ digest: otherDigest }, [2]],
      [{ digest, status: "all" }, [3, 1]],
      [{ hardware: "gpu-t4", task: "prediction" }, [2, 1]],
      [{ hardware: "cpu" }, []],
      [{ task: "training" }, []],
      [{ tag: ["none"] }, []],
      [{ created_before: "2026-01-01T00:00:00Z" }, []],
      [{ sort: "updated_at" }, []],
    ];
    const numbers = (page: { items: { number: number }[] }) =>
      page.items.map((item) => item.number);
    for (const [query, expected] of filters) {
      const within = await listVersions(as(actor), { ...model, query });
      expect([query, numbers(within)]).toEqual([query, expected]);
      const path = `${model.owner}/${model.name}`;
      const over = await listAllVersions(as(actor), { query: { ...query, model: path } });
      expect([query, numbers(over)]).toEqual([query, expected]);
      expect(over.items.every((item) => item.model.name === model.name)).toBe(true);
    }
    const strangers = await listAllVersions(as(null), {
      query: { owner: actor.username, status: "all" },
    });
    expect(numbers(strangers)).toEqual([2, 1]);
  });

  test("models that the caller may see", async ({ expect }) => {
    const { owner, hidden, open, nobody, stranger, admin } = await makeScene();
    for (const actor of [nobody, stranger, admin]) {
      const query = { owner: owner.username };
      const page = await listAllVersions(as(actor), { query });
      expect(page.items.map((item) => item.model)).toEqual([
        { owner: owner.username, name: open.name },
      ]);
      const model = `${hidden.owner}/${hidden.name}`;
      const list = listAllVersions(as(actor), { query: { model } });
      await expect(list).rejects.toMatchObject(refusal("not_found"));
    }
  });
});

describe("a list is refused", () => {
  const queries: [ListQuery, string, string][] = [
    [{ q: "" }, "q", "q must have a letter or a digit: nothing else is looked for"],
    [{ q: "?!" }, "q", "q must have a letter or a digit: nothing else is looked for"],
    [{ q: "a".repeat(257) }, "q", "q must have at most 256 characters"],
    [{ sort: "relevance" }, "sort", "relevance needs a text to look for: send q too"],
    [
      { q: "a", sort_direction: "asc" },
      "sort_direction",
      "by relevance, the best come first: send desc",
    ],
    [{ sort_direction: "up" }, "sort_direction", "sort_direction must be one of asc, desc"],
    [{ task: "sleeping" }, "task", "task must be one of prediction, training"],
    [{ tag: Array.from({ length: 11 }, String) }, "tag", "tag may be given 10 times at most"],
    [
      { created_after: "yesterday" },
      "created_after",
      "created_after must be a time such as 2026-11-21T09:30:00Z",
    ],
    [
      { created_before: "2026-11-21" },
      "created_before",
      "created_before must be a time such as 2026-11-21T09:30:00Z",
    ],
  ];
  for (const [query, parameter, message] of queries) {
    test(`for ${JSON.stringify(query).slice(0, 60)}`, async ({ expect }) => {
      const refused = { ...refusal("invalid_input", ["query", parameter]), message };
      await expect(listModels(as(null), { query })).rejects.toMatchObject(refused);
      await expect(listAllVersions(as(null), { query })).rejects.toMatchObject(refused);
    });
  }

  test("for a status, digest or model that is none", async ({ expect }) => {
    const versions = (query: ListQuery) => listAllVersions(as(null), { query });
    for (const [query, message] of [
      [{ status: "gone" }, /^status must be one of draft, .*, deleted, all$/],
      [{ digest: "sha256:1" }, /^digest must be sha256: and 64 hex digits$/],
      [{ model: "x" }, /^model must be owner\/name$/],
    ] as const) {
      await expect(versions(query)).rejects.toThrow(message);
    }
    const models = listModels(as(null), { query: { status: "draft" } });
    await expect(models).rejects.toThrow(/^status must be one of active, inactive$/);
  });

  test("for an owner who does not exist, and a cursor of another query", async ({ expect }) => {
    const call = (query: ListQuery) => listModels(as(null), { query });
    await expect(call({ owner: `none-${next()}` })).rejects.toMatchObject(refusal("not_found"));
    const actor = await makeActor();
    for (let count = 0; count < 6; count++) await makeModel(actor, { visibility: "public" });
    const query = { owner: actor.username, page_size: "5" };
    const { next_cursor: cursor } = await call(query);
    expect((await call({ ...query, cursor })).items).toHaveLength(1);
    const refused = refusal("invalid_input", ["query", "cursor"]);
    for (const other of [{ q: "m" }, { sort: "name" }, { hardware: "cpu" }]) {
      await expect(call({ ...query, ...other, cursor })).rejects.toMatchObject(refused);
    }
  });
});
