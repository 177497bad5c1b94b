import { describe, test } from "vitest";

import {
  createModel,
  createVersion,
  deleteModel,
  getModel,
  getVersion,
  operator,
  patchModel,
} from "../src/index.ts";
import { as, countRows, makeActor, makeModel, makeVersion, next, versionBody } from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

const whole = { hardware_identifier: "gpu-t4", category_slugs: ["vision", "audio"] };

describe("creating a model", () => {
  test("gives it with its owner, and without a version", async ({ expect }) => {
    const actor = await makeActor();
    const text = {
      description: "Sharpens.",
      overview: "# Hi",
      source_url: "https://example.com/s",
    };
    const more = {
      ...{ tags: ["image", "4x"], features: ["tiles"], required_checks: ["run"] },
      ...{ data_retention_s: 3600 },
      ...{ images: [{ url: "https://example.com/i.png" }], compatibility_input: "backward" },
    };
    const body = { ...whole, ...text, ...more, name: `m-${next()}`, visibility: "public" };
    const model = await createModel(as(actor), { body });
    expect(model).toEqual({
      ...{ ...text, name: body.name, visibility: "public", license_url: null, paper_url: null },
      ...{ id: model.id, created_at: model.created_at, updated_at: null },
      ...{ predictions_count: 0, tags: ["4x", "image"], features: ["tiles"] },
      ...{ latest_version: null, latest_active_version: null, primary_version: null },
      images: [{ url: "https://example.com/i.png", label: null }],
      ...{ compatibility_input: "backward", compatibility_output: "none" },
      ...{ bump_policy: "warn", required_checks: ["run"], data_retention_s: 3600 },
      owner: { id: actor.ownerId, username: actor.username, avatar_url: null },
      hardware: { identifier: "gpu-t4", name: "NVIDIA T4 (16 GB)" },
      categories: [
        { slug: "audio", name: "Audio" },
        { slug: "vision", name: "Vision" },
      ],
    });
    expect(await getModel(as(null), { owner: actor.username, name: body.name })).toEqual(model);
  });

  test("makes it private unless told otherwise", async ({ expect }) => {
    const body = { name: `m-${next()}`, hardware_identifier: "cpu" };
    const model = await createModel(as(await makeActor()), { body });
    expect(model).toMatchObject({ visibility: "private", categories: [], description: null });
  });

  test("needs a token with the scope write, of an owner", async ({ expect }) => {
    const call = (actor: Parameters<typeof as>[0]) =>
      createModel(as(actor), { body: { name: `m-${next()}`, hardware_identifier: "cpu" } });
    await expect(call(null)).rejects.toMatchObject(refusal("unauthorized"));
    const reader = await makeActor(["read", "predict"]);
    await expect(call(reader)).rejects.toMatchObject(refusal("forbidden"));
    await expect(call(operator)).rejects.toMatchObject(refusal("not_found"));
    await expect(call(await makeActor(["admin"]))).resolves.toMatchObject({ latest_version: null });
  });

  test("refuses a name that the owner has, and takes one that somebody else has", async ({
    expect,
  }) => {
    const [one, two] = [await makeActor(), await makeActor()];
    const { name } = await makeModel(one);
    await expect(makeModel(one, { name })).rejects.toMatchObject(refusal("conflict"));
    await expect(makeModel(two, { name })).resolves.toBeDefined();
  });

  const bodies: [string, object | null, (string | number)[]][] = [
    ["no body", null, ["body"]],
    ["no name", { hardware_identifier: "cpu" }, ["body", "name"]],
    ["no hardware", { name: "x" }, ["body", "hardware_identifier"]],
    ["a name with a slash", { name: "a/b", hardware_identifier: "cpu" }, ["body", "name"]],
    ["a reserved name", { name: "versions", hardware_identifier: "cpu" }, ["body", "name"]],
    ["a name of null", { name: null, hardware_identifier: "cpu" }, ["body", "name"]],
    [
      "unknown hardware",
      { name: "x", hardware_identifier: "tpu" },
      ["body", "hardware_identifier"],
    ],
    [
      "an unknown category",
      { ...whole, name: "x", category_slugs: ["audio", "no"] },
      ["body", "category_slugs", 1],
    ],
    [
      "an unknown visibility",
      { ...whole, name: "x", visibility: "secret" },
      ["body", "visibility"],
    ],
    ["a link that runs", { ...whole, name: "x", paper_url: "javascript:1" }, ["body", "paper_url"]],
    ["a tag in capitals", { ...whole, name: "x", tags: ["a", "B"] }, ["body", "tags", 1]],
    ["a tag twice", { ...whole, name: "x", tags: ["a", "a"] }, ["body", "tags"]],
    [
      "an image that is not on https",
      { ...whole, name: "x", images: [{ url: "http://example.com/i.png" }] },
      ["body", "images", 0, "url"],
    ],
    [
      "an unknown check",
      { ...whole, name: "x", required_checks: ["walk"] },
      ["body", "required_checks", 0],
    ],
    ["no time at all", { ...whole, name: "x", data_retention_s: 0 }, ["body", "data_retention_s"]],
    ["an unknown policy", { ...whole, name: "x", bump_policy: "maybe" }, ["body", "bump_policy"]],
    ["a mistyped key", { ...whole, name: "x", visibilty: "public" }, ["body", "visibilty"]],
  ];
  for (const [what, body, loc] of bodies) {
    test(`refuses ${what} and writes nothing`, async ({ expect }) => {
      const before = await countRows("models");
      const created = createModel(as(await makeActor()), { body });
      await expect(created).rejects.toMatchObject(refusal("invalid_input", loc));
      expect(await countRows("models")).toBe(before);
    });
  }
});

describe("getting a model", () => {
  test("shows its newest version that was not deleted", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    await makeVersion(actor, model);
    const body = versionBody();
    const { warnings: _, ...second } = await createVersion(as(actor), { ...model, body });
    expect((await getModel(as(actor), model)).latest_version).toEqual(second);
  });

  test("of somebody else's private model is not told from one that is not there", async ({
    expect,
  }) => {
    const { hidden, open, absent, nobody, stranger, admin } = await makeScene();
    for (const actor of [nobody, stranger, admin]) {
      const said = {
        code: "not_found",
        message: `there is no model ${hidden.owner}/${hidden.name}`,
      };
      await expect(getModel(as(actor), hidden)).rejects.toMatchObject(said);
      const same = {
        code: "not_found",
        message: `there is no model ${absent.owner}/${absent.name}`,
      };
      await expect(getModel(as(actor), absent)).rejects.toMatchObject(same);
      expect(await getModel(as(actor), open)).toMatchObject({ name: open.name });
    }
  });

  test("of an own private model needs the scope read", async ({ expect }) => {
    const { owner, hidden, open } = await makeScene();
    const predictor = await makeActor(["predict"], owner.username);
    await expect(getModel(as(predictor), hidden)).rejects.toMatchObject(refusal("forbidden"));
    expect(await getModel(as(predictor), open)).toMatchObject({ name: open.name });
    expect(await getModel(as(owner), hidden)).toMatchObject({ name: hidden.name });
  });
});

describe("patching a model", () => {
  test("changes what is named, clears what is null, and touches no version", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor, { ...whole, description: "Old.", overview: "Keep." });
    await makeVersion(actor, model);
    const before = await getModel(as(actor), model);
    const body = {
      description: null,
      visibility: "public",
      category_slugs: ["video"],
      paper_url: "https://x.example",
    };
    const after = await patchModel(as(actor), { ...model, body });
    expect(after).toEqual({
      ...{ ...before, ...body, updated_at: after.updated_at },
      ...{ category_slugs: undefined, categories: [{ slug: "video", name: "Video" }] },
    });
    expect(after.updated_at).not.toBeNull();
    expect(await getModel(as(null), model)).toEqual(after);
  });

  test("moves it to another name, with its versions and their numbers", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    await makeVersion(actor, model);
    const name = `m-${next()}`;
    const moved = await patchModel(as(actor), { ...model, body: { name } });
    expect(moved).toMatchObject({ name, latest_version: { number: 1 } });
    expect(await getModel(as(actor), model)).toMatchObject({ name, latest_version: { number: 1 } });
    expect(await getVersion(as(actor), { ...model, number: "1" })).toMatchObject({ number: 1 });
    expect(await makeVersion(actor, { ...model, name })).toBe("2");
    await expect(makeVersion(actor, model)).rejects.toMatchObject({
      code: "conflict",
      message: `${model.owner}/${model.name} was renamed to ${model.owner}/${name}; use that name to change it`,
    });
    await makeModel(actor, { name: model.name });
    expect(await getModel(as(actor), model)).toMatchObject({ latest_version: null });
    expect(await makeVersion(actor, model)).toBe("3");
  });

  test("refuses a name that another model of the owner has, and bad values", async ({ expect }) => {
    const actor = await makeActor();
    const [model, other] = [await makeModel(actor), await makeModel(actor)];
    const call = (body: unknown) => patchModel(as(actor), { ...model, body });
    await expect(call({ name: other.name })).rejects.toMatchObject(refusal("conflict"));
    for (const [body, loc] of [
      [{ name: "Capital" }, ["body", "name"]],
      [{ hardware_identifier: "tpu" }, ["body", "hardware_identifier"]],
      [{ category_slugs: ["none"] }, ["body", "category_slugs", 0]],
      [{ visibility: null }, ["body", "visibility"]],
      [{ id: "x" }, ["body", "id"]],
    ] as const) {
      await expect(call(body)).rejects.toMatchObject(refusal("invalid_input", [...loc]));
    }
    expect(await getModel(as(actor), model)).toMatchObject({ name: model.name, updated_at: null });
  });
});

describe("changing a model", () => {
  const verbs = {
    patchModel: (actor: Parameters<typeof as>[0], path: { owner: string; name: string }) =>
      patchModel(as(actor), { ...path, body: { description: "taken" } }),
    deleteModel: (actor: Parameters<typeof as>[0], path: { owner: string; name: string }) =>
      deleteModel(as(actor), path),
    createVersion: (actor: Parameters<typeof as>[0], path: { owner: string; name: string }) =>
      createVersion(as(actor), { ...path, body: versionBody() }),
  };
  for (const [title, verb] of Object.entries(verbs)) {
    test(`by ${title} is for its owner with the scope write`, async ({ expect }) => {
      const { owner, hidden, open, absent, stranger, admin } = await makeScene();
      await expect(verb(null, open)).rejects.toMatchObject(refusal("unauthorized"));
      for (const other of [stranger, admin]) {
        await expect(verb(other, hidden)).rejects.toMatchObject(refusal("not_found"));
        await expect(verb(other, open)).rejects.toMatchObject(refusal("forbidden"));
        await expect(verb(other, absent)).rejects.toMatchObject(refusal("not_found"));
      }
      const reader = await makeActor(["read", "predict"], owner.username);
      await expect(verb(reader, hidden)).rejects.toMatchObject(refusal("forbidden"));
      expect((await getModel(as(owner), open)).latest_version?.number).toBe(1);
      expect((await getModel(as(owner), hidden)).description).toBeNull();
    });
  }
});
