import { describe, test } from "vitest";

import type { ListedVersion, Model, Page } from "@headgate/shared";

import { digest, makeModel, makeOwner, makeVersion, unique } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";

describe("models", () => {
  test("are found by parts of their names, and private ones by who may see them", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const tag = unique("t");
    const name = "image-upscaler";
    await makeModel(owner, { name, tags: [tag] });
    for (const q of ["image", "upscal", "image-upscaler"]) {
      const path = `/v1/models?q=${q}&tag=${tag}`;
      const { items } = await ask<Page<Model>>(`GET ${path}`, { token: owner.token });
      expect(items.map((item) => [item.owner.username, item.name])).toEqual([
        [owner.username, name],
      ]);
      expect((await ask<Page<Model>>(`GET ${path}`)).items).toEqual([]);
    }
  });

  test("are found by WriftAI's route as well, which wants a text", async ({ expect }) => {
    const owner = await makeOwner();
    const name = unique("finder");
    await makeModel(owner, { name, visibility: "public" });
    const { items } = await ask<Page<Model>>(`GET /v1/search/models?q=${name}`);
    expect(items.map((item) => item.name)).toEqual([name]);
    const answer = await call("GET /v1/search/models");
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["query", "q"]]);
  });

  test("page in both directions with the whole query in the URLs", async ({ expect }) => {
    const owner = await makeOwner();
    const tag = unique("t");
    for (let count = 0; count < 7; count += 1) {
      await makeModel(owner, { tags: [tag, "a.b"], visibility: "public" });
    }
    const query = `q=m&owner=${owner.username}&tag=${tag}&tag=a.b&sort=name&sort_direction=desc&page_size=5`;
    const first = await ask<Page<Model>>(`GET /v1/models?${query}`);
    expect(first.next_url?.startsWith(`${origin}/v1/models?${query}&cursor=`)).toBe(true);
    const second = await ask<Page<Model>>(`GET ${first.next_url?.slice(origin.length)}`);
    expect(second).toMatchObject({ next_cursor: null, next_url: null });
    const names = [...first.items, ...second.items].map((item) => item.name);
    expect(names).toEqual([...new Set(names)].toSorted().toReversed());
    expect(names).toHaveLength(7);
    const back = await ask<Page<Model>>(`GET ${second.previous_url?.slice(origin.length)}`);
    expect(back.items).toEqual(first.items);
    const other = await call(`GET /v1/models?${query}&hardware=cpu&cursor=${first.next_cursor}`);
    expect(placesOf(expectRefusal(expect, other, "invalid_input"))).toEqual([["query", "cursor"]]);
  });
});

describe("versions", () => {
  test("of all models are found by text, status and digest, and say whose they are", async ({
    expect,
  }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner, { visibility: "public" });
    await makeVersion(owner, model, { release_notes: "Crisper." });
    await makeVersion(owner, model, { draft: true });
    const path = `/v1/versions?owner=${owner.username}`;
    const { items } = await ask<Page<ListedVersion>>(`GET ${path}&q=crisp&digest=${digest}`);
    expect(items).toMatchObject([
      { number: 1, model: { owner: owner.username, name: model.split("/").at(-1) } },
    ]);
    const drafts = `GET ${path}&status=draft`;
    expect((await ask<Page<ListedVersion>>(drafts)).items).toEqual([]);
    const own = await ask<Page<ListedVersion>>(drafts, { token: owner.token });
    expect(own.items.map((item) => item.number)).toEqual([2]);
  });

  test("come in no order that is not on the list", async ({ expect }) => {
    const answer = await call("GET /v1/versions?sort=popularity");
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(detail).toEqual([
      {
        loc: ["query", "sort"],
        msg: "sort must be one of created_at, updated_at, relevance",
        type: "value_error",
      },
    ]);
  });
});
