import { describe, test } from "vitest";

import {
  addPageUrls,
  listCategories,
  listHardware,
  listModels,
  listOwnModels,
} from "../src/index.ts";
import { as, makeActor, makeModel } from "./arrange.ts";
import { refusal } from "./refusals.ts";

function names(page: { items: { name: string }[] }): string[] {
  return page.items.map((item) => item.name);
}

describe("lists of models", () => {
  test("show strangers the public ones, and the owner all", async ({ expect }) => {
    const actor = await makeActor();
    const hidden = await makeModel(actor);
    const open = await makeModel(actor, { visibility: "public" });
    const owner = actor.username;
    expect(names(await listModels(as(null), { owner, query: {} }))).toEqual([open.name]);
    const all = [hidden.name, open.name];
    expect(names(await listModels(as(actor), { owner, query: {} }))).toEqual(all);
    expect(names(await listOwnModels(as(actor), { query: {} }))).toEqual(all);
    const predictor = await makeActor(["predict"], owner);
    expect(names(await listModels(as(predictor), { owner, query: {} }))).toEqual([open.name]);
    const everybody = await listModels(as(null), { query: { sort_direction: "desc" } });
    expect(names(everybody)).toContain(open.name);
    expect(names(everybody)).not.toContain(hidden.name);
    expect(everybody.items[0]).not.toHaveProperty("latest_version");
  });

  test("keep to the categories, any of them", async ({ expect }) => {
    const actor = await makeActor();
    const one = await makeModel(actor, { category_slugs: ["audio"] });
    const two = await makeModel(actor, { category_slugs: ["video", "vision"] });
    await makeModel(actor);
    const query = { category_slugs: ["audio", "video"] };
    expect(names(await listOwnModels(as(actor), { query }))).toEqual([one.name, two.name]);
    const sorted = { sort_by: "predictions_count" };
    expect(names(await listOwnModels(as(actor), { query: sorted }))).toEqual([]);
  });

  test("are refused for an unknown owner, without a token, and in an unknown order", async ({
    expect,
  }) => {
    const missing = listModels(as(null), { owner: "nobody", query: {} });
    await expect(missing).rejects.toMatchObject(refusal("not_found"));
    await expect(listOwnModels(as(null), { query: {} })).rejects.toMatchObject(
      refusal("unauthorized"),
    );
    const predictor = await makeActor(["predict"]);
    const own = listOwnModels(as(predictor), { query: {} });
    await expect(own).rejects.toMatchObject(refusal("forbidden"));
    const query = { sort_by: "age" };
    await expect(listModels(as(null), { query })).rejects.toMatchObject({
      code: "invalid_input",
      message: "sort_by must be one of created_at, updated_at, name, predictions_count, relevance",
    });
  });
});

describe("a page on the wire", () => {
  test("has five keys, and URLs that keep the other parameters", async ({ expect }) => {
    const actor = await makeActor();
    for (let count = 0; count < 6; count++) await makeModel(actor);
    const url = new URL("https://headgate.example/v1/user/models?page_size=5&sort_by=created_at");
    const query = { page_size: "5", sort_by: "created_at" };
    const first = addPageUrls(await listOwnModels(as(actor), { query }), url);
    expect(Object.keys(first).toSorted()).toEqual(
      ["items", "next_cursor", "next_url", "previous_cursor", "previous_url"].toSorted(),
    );
    expect([first.previous_cursor, first.previous_url]).toEqual([null, null]);
    expect(first.next_url).toBe(`${url.href}&cursor=${first.next_cursor}`);
    const cursor = new URL(first.next_url ?? "").searchParams.get("cursor");
    const second = addPageUrls(
      await listOwnModels(as(actor), { query: { ...query, cursor } }),
      url,
    );
    expect(second.items).toHaveLength(1);
    expect([second.next_cursor, second.next_url]).toEqual([null, null]);
    expect(second.previous_url).not.toBeNull();
  });
});

test("hardware and categories are shown to everybody", async ({ expect }) => {
  const hardware = await listHardware(as(null), { query: {} });
  expect(hardware.items[0]).toEqual({
    ...{ identifier: "cpu", name: "CPU", gpus: 0, cpus: 4, ram_per_gpu_gb: 0, ram_gb: 16 },
    created_at: "2026-01-01T00:00:00.000000Z",
  });
  const categories = await listCategories(as(null), { query: { page_size: "5" } });
  expect(categories.items).toHaveLength(5);
  expect(Object.keys(categories.items[0] ?? {}).toSorted()).toEqual([
    "description",
    "name",
    "slug",
  ]);
  expect(categories.next_cursor).not.toBeNull();
});
