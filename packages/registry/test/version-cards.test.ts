import { describe, test } from "vitest";

import {
  type Actor,
  createVersion,
  getVersion,
  listTransitions,
  listVersions,
  patchVersion,
} from "../src/index.ts";
import {
  as,
  configOf,
  countRows,
  digest,
  type MadeModel,
  makeActor,
  makeModel,
  unsaid,
  versionBody,
} from "./arrange.ts";
import { image, progress, runnable, told } from "./full-version.ts";
import { makeScene, refusal } from "./refusals.ts";

interface Made {
  actor: Actor;
  model: MadeModel;
  path: MadeModel & { number: string };
  patch: (body: object, ifMatch?: string) => Promise<unknown>;
}

async function make(body: object = {}): Promise<Made> {
  const actor = await makeActor();
  const model = await makeModel(actor, { visibility: "public" });
  await createVersion(as(actor), { ...model, body: versionBody(body) });
  const path = { ...model, number: "1" };
  const patch = async (changes: object, ifMatch: string | null = null): Promise<unknown> =>
    (await patchVersion(as(actor), { ...path, ifMatch, body: changes })).version;
  return { actor, model, path, patch };
}

describe("a version", () => {
  test("keeps all that is said of it", async ({ expect }) => {
    const container_image = { ...image, ...progress };
    const { path } = await make({ ...runnable, ...told, container_image });
    const version = await getVersion(as(null), path);
    expect(version).toMatchObject({
      ...{ ...runnable, ...told, container_image: { ...container_image, digest } },
      ...{ revision: 1, updated_at: null, load_status: null, run_status: null },
    });
    const { items } = await listVersions(as(null), { ...path, query: {} });
    expect(items[0]).toMatchObject({ tags: ["fast", "upscaling"], visibility: null });
    expect(items[0]).not.toHaveProperty("long_description");
  });

  test("fills in what is left out of its parts", async ({ expect }) => {
    const { path } = await make({
      ...{ requirement: { gpu_units: 2 }, timeout: {}, container_image: { tag: "v1" } },
      weights: [{ name: "w", digest }],
      statistics: [{ label: "loss", value: "0.1" }],
    });
    expect(await getVersion(as(null), path)).toMatchObject({
      requirement: { ...unsaid.requirement, gpu_units: 2 },
      timeout: unsaid.timeout,
      container_image: { ...unsaid.container_image, tag: "v1" },
      weights: [{ name: "w", digest, size_bytes: null }],
      statistics: [{ label: "loss", value: "0.1", category: null, order: null, highlight: false }],
    });
  });

  test("ends its predictions after its own time to run", async ({ expect }) => {
    const { actor, path } = await make({ timeout: { run_ms: 90_000 } });
    const { whole } = await configOf(actor, path);
    expect(whole.runTimeoutMs).toBe(90_000);
  });

  const wrong: [string, object, (string | number)[]][] = [
    [
      "an amount that is none",
      { requirement: { cpu_amount: "2 cores" } },
      ["requirement", "cpu_amount"],
    ],
    ["a time to run of a week", { timeout: { run_ms: 604_800_000 } }, ["timeout", "run_ms"]],
    ["an input without media types", { inputs: [{ name: "a" }] }, ["inputs", 0, "media_types"]],
    [
      "a media type that is none",
      { outputs: [{ name: "a", media_types: ["json"] }] },
      ["outputs", 0, "media_types", 0],
    ],
    ["weights without a digest", { weights: [{ name: "a" }] }, ["weights", 0, "digest"]],
    [
      "a registry with a path",
      { container_image: { registry: "a/b" } },
      ["container_image", "registry"],
    ],
    ["a digest in two places", { container_image: { digest } }, ["container_image", "digest"]],
    ["a statistic without a value", { statistics: [{ label: "a" }] }, ["statistics", 0, "value"]],
    ["tags with capitals", { tags: ["Fast"] }, ["tags", 0]],
    ["a visibility wider than its model's", { visibility: "public" }, ["visibility"]],
    ["65,537 characters of notes", { notes: "x".repeat(65_537) }, ["notes"]],
    ["metadata of more than 64 KiB", { metadata: { a: "x".repeat(65_536) } }, ["metadata"]],
    ["a sample of more than 256 KiB", { sample_output: "x".repeat(262_144) }, ["sample_output"]],
    [
      "a minimum above the maximum",
      { processing: { minimum_parallel_capacity: 4, maximum_parallel_capacity: 3 } },
      ["processing", "minimum_parallel_capacity"],
    ],
    ["a sample that does not fit", { sample_input: { image: 7 } }, ["sample_input", "image"]],
    ["a sample output that does not fit", { sample_output: 7 }, ["sample_output"]],
    ["a sample of a task that it lacks", { training_sample_input: {} }, ["training_sample_input"]],
    ["a status of its own", { status: "active" }, ["status"]],
    ["the outcome of a check", { load_status: null }, ["load_status"]],
  ];
  test.for(wrong)("is refused with %s, and keeps no row", async ([, given, loc], { expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const before = await countRows("versions");
    const created = createVersion(as(actor), { ...model, body: versionBody(given) });
    await expect(created).rejects.toMatchObject(refusal("invalid_input", ["body", ...loc]));
    expect(await countRows("versions")).toBe(before);
  });

  test("has its training sample held against the schema of that task", async ({ expect }) => {
    const task = { input: { type: "object", required: ["epochs"] }, output: {} };
    const schemas = { prediction: { input: true, output: true }, training: task };
    const { patch } = await make({ schemas, training_sample_input: { epochs: 3 } });
    const refused = refusal("invalid_input", ["body", "training_sample_input", "epochs"]);
    await expect(patch({ training_sample_input: {} })).rejects.toMatchObject(refused);
    await expect(make({ schemas, training_sample_input: {} })).rejects.toMatchObject(refused);
    expect(await patch({ training_sample_input: { epochs: 4 } })).toMatchObject({
      training_sample_input: { epochs: 4 },
    });
  });
});

describe("patching a version", () => {
  test("changes what the body names, clears what is null, and leaves the rest", async ({
    expect,
  }) => {
    const { path, patch } = await make({ ...runnable, ...told, container_image: image });
    const before = await getVersion(as(null), path);
    const changes = {
      ...{ release_notes: "Second thoughts.", tags: ["b", "a"], license: null },
      container_image: { load_percentage: 50 },
      processing: { minimum_parallel_capacity: 2 },
      metadata: {},
    };
    const after = await patch(changes);
    expect(after).toEqual({
      ...before,
      ...{ ...changes, tags: ["a", "b"], revision: 2 },
      container_image: { ...before.container_image, load_percentage: 50 },
      processing: { minimum_parallel_capacity: 2, maximum_parallel_capacity: 3 },
      updated_at: expect.stringMatching(/Z$/) as unknown,
    });
    expect(await getVersion(as(null), path)).toEqual(after);
  });

  test("tells the gate of another limit, and of nothing else", async ({ expect }) => {
    const { actor, path } = await make();
    const call = async (body: object): Promise<[boolean, number, number | null]> => {
      const { changesGate } = await patchVersion(as(actor), { ...path, ifMatch: null, body });
      const { epoch, maxParallel } = (await configOf(actor, path)).whole;
      return [changesGate, epoch, maxParallel];
    };
    expect(await call({ processing: { maximum_parallel_capacity: 2 } })).toEqual([true, 2, 2]);
    expect(await call({ processing: { maximum_parallel_capacity: 2 } })).toEqual([false, 2, 2]);
    expect(await call({ notes: "n" })).toEqual([false, 2, 2]);
    expect(await call({ processing: { maximum_parallel_capacity: null } })).toEqual([
      true,
      3,
      null,
    ]);
  });

  test("refuses all that runs, naming each and what to do instead", async ({ expect }) => {
    const { model, path, patch } = await make();
    const fixed = {
      ...runnable,
      ...{ id: "x", number: 2, version: "1.0.0", version_bump: "major", created_at: "now" },
      ...{ container_image_digest: digest, schemas: {}, notes: "n" },
    };
    const container_image = { ...image, digest, size_bytes: 1 };
    const places = Object.keys(fixed).filter((key) => key !== "notes");
    const refused = patch({ ...fixed, container_image });
    await expect(refused).rejects.toMatchObject({
      ...refusal("invalid_input"),
      problems: expect.arrayContaining([
        ...places.map((key) => expect.objectContaining({ loc: ["body", key] }) as unknown),
        ...["registry", "repository", "tag", "digest"].map(
          (key) => expect.objectContaining({ loc: ["body", "container_image", key] }) as unknown,
        ),
      ]) as unknown,
    });
    const said = `\`schemas\` is part of what a version is and never changes: publish a new version with POST /v1/models/${model.owner}/${model.name}/versions`;
    await expect(patch({ schemas: {} })).rejects.toMatchObject({ message: said });
    expect(await getVersion(as(null), path)).toMatchObject({ notes: null, revision: 1 });
  });

  test("refuses what does not fit, and changes nothing", async ({ expect }) => {
    const { path, patch } = await make({ processing: { maximum_parallel_capacity: 2 } });
    const wrong: [object, (string | number)[]][] = [
      [{ status: "inactive" }, ["status"]],
      [{ load_status: null }, ["load_status"]],
      [{ sample_input: { image: 7 } }, ["sample_input", "image"]],
      [
        { processing: { minimum_parallel_capacity: 3 } },
        ["processing", "minimum_parallel_capacity"],
      ],
      [{ release_notes: null }, ["release_notes"]],
      [{ notes: "fine", tags: ["Not"] }, ["tags", 0]],
    ];
    for (const [body, loc] of wrong) {
      const refused = refusal("invalid_input", ["body", ...loc]);
      await expect(patch(body)).rejects.toMatchObject(refused);
    }
    expect(await getVersion(as(null), path)).toMatchObject({ notes: null, revision: 1 });
  });

  test("keeps the card within what a row takes", async ({ expect }) => {
    const { patch } = await make({ schemas: { prediction: { input: true, output: true } } });
    const wide = "\u{1F600}".repeat(65_536);
    const say = (patched: Promise<unknown>): Promise<string> => patched.then(String, String);
    await patch({ long_description: wide, technical_details: wide });
    await patch({ sample_input: "x".repeat(262_000), license: "x".repeat(255) });
    expect(await say(patch({ notes: wide }))).toContain("at most 1048576 bytes as JSON");
    expect(await patch({ notes: "short" })).toMatchObject({ revision: 4 });
  });

  test("is for those who may change the model", async ({ expect }) => {
    const { owner, open, hidden, stranger } = await makeScene();
    const call = (actor: Actor | null, path: typeof open): Promise<unknown> =>
      patchVersion(as(actor), { ...path, ifMatch: null, body: { notes: "n" } });
    await expect(call(null, open)).rejects.toMatchObject(refusal("unauthorized"));
    await expect(call(stranger, open)).rejects.toMatchObject(refusal("forbidden"));
    await expect(call(stranger, hidden)).rejects.toMatchObject(refusal("not_found"));
    const reader = await makeActor(["read"], owner.username);
    await expect(call(reader, open)).rejects.toMatchObject(refusal("forbidden"));
    expect(await getVersion(as(null), open)).toMatchObject({ notes: null });
  });

  test("is refused for another revision than was read", async ({ expect }) => {
    const { path, patch } = await make();
    expect(await patch({ notes: "a" }, '"1"')).toMatchObject({ revision: 2 });
    const said = {
      code: "precondition_failed",
      message: expect.stringContaining('"2"') as unknown,
    };
    await expect(patch({ notes: "b" }, '"1"')).rejects.toMatchObject(said);
    expect(await getVersion(as(null), path)).toMatchObject({ notes: "a" });
    expect(await patch({ notes: "c" }, "*")).toMatchObject({ revision: 3 });
  });

  test("makes a draft of what was partial for want of release notes", async ({ expect }) => {
    const { actor, path, patch } = await make({ draft: true, release_notes: undefined });
    expect(await patch({ notes: "n" })).toMatchObject({ status: "partial", release_notes: "" });
    expect(await patch({ release_notes: "At last." })).toMatchObject({ status: "draft" });
    expect(await patch({ release_notes: "Again." })).toMatchObject({ status: "draft" });
    const { items } = await listTransitions(as(actor), { ...path, query: {} });
    expect(items.map(({ from, to, revision }) => [from, to, revision])).toEqual([
      ["partial", "draft", 3],
      [null, "partial", 1],
    ]);
  });
});
