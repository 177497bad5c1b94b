import { describe, test } from "vitest";

import type { Model, ModelWithDetails, Page } from "@headgate/shared";

import { countRows, makeModel, makeOwner, makeVersion, unique } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { anyText, wireTime } from "./shapes.ts";

describe("a model", () => {
  test("is made without a version and has WriftAI's fields", async ({ expect }) => {
    const { username, token } = await makeOwner();
    const name = unique("m");
    const body = { name, hardware_identifier: "gpu-t4", visibility: "public", description: "d" };
    const answer = await call("POST /v1/models", { token, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`${origin}/v1/models/${username}/${name}`);
    expect(answer.body).toEqual({
      id: anyText(expect),
      name,
      created_at: wireTime(expect),
      updated_at: null,
      visibility: "public",
      description: "d",
      owner: { id: anyText(expect), username, avatar_url: null },
      hardware: { identifier: "gpu-t4", name: "NVIDIA T4 (16 GB)" },
      predictions_count: 0,
      categories: [],
      overview: null,
      latest_version: null,
      source_url: null,
      license_url: null,
      paper_url: null,
      tags: [],
      features: [],
      images: [],
      latest_active_version: null,
      primary_version: null,
      compatibility_input: "none",
      compatibility_output: "none",
      bump_policy: "warn",
      required_checks: [],
      data_retention_s: null,
    });
    expect(await ask(`GET /v1/models/${username}/${name}`)).toEqual(answer.body);
  });

  test("carries its newest version with schemas", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const version = await makeVersion(owner, model);
    const { token } = owner;
    const shown = await ask<ModelWithDetails>(`GET ${model}`, { token });
    expect(shown.latest_version).toEqual(await ask(`GET ${version}`, { token }));
  });

  test("is patched where the body says so, and nowhere else", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner, { description: "before", overview: "stays" });
    const body = { description: null, visibility: "public" };
    const answer = await call(`PATCH ${model}`, { token: owner.token, body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...body, overview: "stays" });
  });

  test("that was renamed answers by its old name too, and says which is its own", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const old = await makeModel(owner, { visibility: "public" });
    await makeVersion(owner, old);
    const name = unique("m");
    const renamed = await ask(`PATCH ${old}`, { token: owner.token, body: { name } });
    const answer = await call(`GET ${old}`);
    expect([answer.status, answer.body]).toEqual([200, renamed]);
    const own = `/v1/models/${owner.username}/${name}`;
    expect(answer.headers.get("content-location")).toBe(origin + own);
    expect((await call(`GET ${own}`)).headers.get("content-location")).toBeNull();
    expect(await ask(`GET ${old}/versions/1`)).toMatchObject({ number: 1 });
    const patch = await call(`PATCH ${old}`, { token: owner.token, body: {} });
    expect(expectRefusal(expect, patch, "conflict")).toContain(`was renamed to`);
  });

  test("that has versions is deleted with them where the query says so, and not without", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    await makeVersion(owner, model);
    const { token } = owner;
    const kept = await call(`DELETE ${model}`, { token });
    expect(expectRefusal(expect, kept, "conflict")).toContain("has 1 version;");
    expect(await ask(`DELETE ${model}?with_versions=true`, { token })).toBeNull();
  });

  test("is deleted with 200 and null, which WriftAI's client can parse", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const answer = await call(`DELETE ${model}`, { token: owner.token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    expect(
      expectRefusal(expect, await call(`GET ${model}`, { token: owner.token }), "not_found"),
    ).toBeTypeOf("string");
  });
});

describe("a list of models", () => {
  test("has exactly the five keys, and pages that lead forth and back", async ({ expect }) => {
    const owner = await makeOwner();
    for (let count = 0; count < 10; count += 1) await makeModel(owner, { visibility: "public" });
    const path = `/v1/models/${owner.username}`;
    const first = await ask<Page<Model>>(`GET ${path}?page_size=5`);
    expect(Object.keys(first).toSorted()).toEqual([
      "items",
      "next_cursor",
      "next_url",
      "previous_cursor",
      "previous_url",
    ]);
    expect(first).toMatchObject({ previous_cursor: null, previous_url: null });
    expect(first.next_url?.startsWith(`${origin}${path}?page_size=5&cursor=`)).toBe(true);
    const next = new URL(first.next_url ?? "");
    const second = await ask<Page<Model>>(`GET ${next.pathname}${next.search}`);
    expect(second).toMatchObject({ next_cursor: null, next_url: null });
    expect(second.items).toHaveLength(5);
    const back = new URL(second.previous_url ?? "");
    const again = await ask<Page<Model>>(`GET ${back.pathname}${back.search}`);
    expect(again.items).toEqual(first.items);
  });

  test("shows private ones to nobody but their owner", async ({ expect }) => {
    const owner = await makeOwner();
    await makeModel(owner);
    const listed = await ask<Page<Model>>(`GET /v1/models/${owner.username}`);
    const own = await ask<Page<Model>>("GET /v1/user/models", { token: owner.token });
    expect([listed.items.length, own.items.length]).toEqual([0, 1]);
  });

  const wrong = ["page_size=4", "page_size=51", "page_size=x", "sort_by=age", "sort_direction=up"];
  test.for(wrong)("refuses ?%s at its place", async (query, { expect }) => {
    const detail = expectRefusal(expect, await call(`GET /v1/models?${query}`), "invalid_input");
    expect(placesOf(detail)).toEqual([["query", query.split("=")[0]]]);
  });

  test("goes from the start where the cursor is none of ours, or says so", async ({ expect }) => {
    const { status } = await call("GET /v1/models?cursor=%00garbage");
    expect([200, 422]).toContain(status);
  });
});

describe("making a model refuses", () => {
  const wrong: [string, object, (string | number)[]][] = [
    ["a missing name", { name: undefined }, ["body", "name"]],
    ["a name in capitals", { name: "Upper" }, ["body", "name"]],
    ["unknown hardware", { hardware_identifier: "abacus" }, ["body", "hardware_identifier"]],
    ["an unknown category", { category_slugs: ["none"] }, ["body", "category_slugs", 0]],
    ["an unknown field", { colour: "red" }, ["body", "colour"]],
    ["a script for a link", { paper_url: "javascript:alert(1)" }, ["body", "paper_url"]],
  ];
  test.for(wrong)("%s, and keeps no row", async ([, change, place], { expect }) => {
    const { token } = await makeOwner();
    const before = await countRows("models");
    const body = { name: unique("m"), hardware_identifier: "cpu", ...change };
    const answer = await call("POST /v1/models", { token, body });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([place]);
    expect(await countRows("models")).toBe(before);
  });

  test("a name that the owner has", async ({ expect }) => {
    const owner = await makeOwner();
    const name = (await makeModel(owner)).split("/").at(-1);
    const body = { name, hardware_identifier: "cpu" };
    const answer = await call("POST /v1/models", { token: owner.token, body });
    expect(expectRefusal(expect, answer, "conflict")).toBeTypeOf("string");
  });
});

describeRefusals([
  { route: "GET /v1/models", scope: null },
  { route: "POST /v1/models", scope: "write", takesBody: true },
  { route: "GET {model}", scope: null },
  { route: "PATCH {model}", scope: "write", takesBody: true },
  { route: "DELETE {model}", scope: "write" },
]);
