import { describe, test } from "vitest";

import type { JsonSchema } from "@headgate/shared";

import {
  createBackend,
  getBackend,
  listBackends,
  patchBackend,
  probeBackend,
  type ProbingContext,
} from "../src/index.ts";
import { createVersion } from "../src/index.ts";
import { as, configOf, makeActor, makeModel, next, versionBody } from "./arrange.ts";
import { refusal } from "./refusals.ts";

type Server = Awaited<ReturnType<ProbingContext["detectBackend"]>>["description"];

const input: JsonSchema = {
  type: "object",
  required: ["prompt"],
  additionalProperties: false,
  properties: { prompt: { type: "string", maxLength: 9 }, steps: { type: "integer", default: 1 } },
};
const output: JsonSchema = { type: "array", items: { type: "string" } };

function cog(changes: object = {}): NonNullable<Server> {
  return { protocol: "cog", input, output, models: [], ...changes };
}

/** A version, and a server at every URL that speaks what `server` says, whatever it is asked in. */
async function make(server: Server) {
  const actor = await makeActor();
  const model = await makeModel(actor);
  const body = versionBody({ schemas: { prediction: { input, output } } });
  const { number } = await createVersion(as(actor), { ...model, body });
  const version = { ...model, number: String(number) };
  const asked: unknown[] = [];
  const running = { server };
  const ctx: ProbingContext = {
    ...as(actor),
    detectBackend: async ({ url, settings, credentials }, protocol) => {
      asked.push({ url, settings, hasCredentials: credentials !== null, protocol });
      const { server: description } = running;
      const isAsked = protocol === null || protocol === description?.protocol;
      return { description: isAsked ? description : null };
    },
  };
  const create = (given: object = {}, probe: string | null = null) =>
    createBackend(ctx, {
      ...version,
      query: { probe },
      body: { url: `https://gpu-${next()}.example.com/`, ...given },
    });
  const count = async () => (await listBackends(ctx, { ...version, query: {} })).items.length;
  return { actor, ctx, version, asked, running, create, count };
}

describe("registering a backend", () => {
  test("asks it what it is, with its credentials, and keeps that", async ({ expect }) => {
    const { ctx, version, asked, create } = await make(cog());
    const backend = await create({ credentials: { type: "bearer", token: "t" } });
    expect(backend).toMatchObject({
      protocol: "cog",
      probe: { state: "matched", protocol: "cog", problems: [], models: [] },
    });
    expect(asked).toEqual([
      { url: backend.url, settings: null, hasCredentials: true, protocol: null },
    ]);
    expect(await getBackend(ctx, { ...version, id: backend.id })).toEqual(backend);
  });

  test("takes one that does not answer yet, unless it must", async ({ expect }) => {
    const { create, count } = await make(null);
    const backend = await create();
    expect(backend).toMatchObject({ protocol: "cog", probe: { state: "unreachable" } });
    await expect(create({}, "required")).rejects.toMatchObject(refusal("unavailable"));
    expect(await count()).toBe(1);
  });

  test("asks nothing of one that is to be taken as it is", async ({ expect }) => {
    const { create, asked } = await make(cog({ input: false }));
    expect((await create({ protocol: "cog" }, "skip")).probe).toBeNull();
    expect(asked).toEqual([]);
    await expect(create({}, "maybe")).rejects.toMatchObject(
      refusal("invalid_input", ["query", "probe"]),
    );
  });

  test("finds out which protocol it speaks, and the one model that it has", async ({ expect }) => {
    const { create } = await make(cog({ protocol: "open-inference", models: ["half"] }));
    expect(await create()).toMatchObject({
      ...{ protocol: "open-inference", settings: { model: "half" } },
      probe: { state: "matched", models: ["half"] },
    });
  });

  test("wants to be told which of several models it is to call", async ({ expect }) => {
    const { create } = await make(cog({ protocol: "open-inference", models: ["a", "b"] }));
    const refused = refusal("invalid_input", ["body", "settings", "model"]);
    await expect(create()).rejects.toMatchObject(refused);
    expect(await create({ protocol: "open-inference", settings: { model: "b" } })).toMatchObject({
      settings: { model: "b" },
    });
  });

  test("refuses one that speaks another protocol than was said", async ({ expect }) => {
    const { create, count } = await make(cog({ protocol: "openai" }));
    const refused = create({ protocol: "cog" });
    await expect(refused).rejects.toMatchObject(refusal("invalid_input", ["body", "url"]));
    await expect(refused).rejects.toThrow("the server speaks openai, not cog");
    expect(await count()).toBe(0);
  });

  test.for([
    [
      "needs more",
      { input: { ...input, required: ["prompt", "seed"] }, output },
      /input schema, \/required/,
    ],
    [
      "takes less",
      { input: { ...input, properties: { prompt: { type: "string", maxLength: 4 } } }, output },
      /input schema, \/(additionalProperties|properties)/,
    ],
    ["answers something else", { input, output: { type: "string" } }, /output schema, \/type/],
  ] as const)("refuses one that %s, naming where", async ([, told, says], { expect }) => {
    const { create, count } = await make(cog(told));
    const refused = create();
    await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
    await expect(refused).rejects.toThrow(says);
    expect(await count()).toBe(0);
  });

  test("tells of formats and patterns that differ, and takes it", async ({ expect }) => {
    const properties = { prompt: { type: "string", format: "uri" }, steps: { type: "integer" } };
    const { create } = await make(cog({ input: { ...input, properties } }));
    expect((await create()).probe).toMatchObject({
      state: "unchecked",
      problems: [{ schema: "input", pointer: "/properties/prompt/format" }],
    });
  });

  test.for([
    ["nothing", { input: null, output: null }],
    ["anything", { input: {}, output: true }],
    ["half", { input, output: null }],
  ] as const)("takes one that says %s of its schemas", async ([, told], { expect }) => {
    const { create } = await make(cog(told));
    expect((await create()).probe).toMatchObject({ state: "unchecked", problems: [] });
  });
});

describe("a backend that is there", () => {
  test("is asked again when it moves, and stays where it was if it is another", async ({
    expect,
  }) => {
    const { ctx, version, running, asked, create } = await make(cog());
    const { id, url } = await create();
    const patch = (body: object, probe: string | null = null) =>
      patchBackend(ctx, { ...version, id, query: { probe }, body });
    asked.length = 0;
    await patch({ capacity: 3 });
    expect(asked).toEqual([]);
    running.server = cog({ output: { type: "string" } });
    const elsewhere = "https://elsewhere.example.com/";
    await expect(patch({ url: elsewhere })).rejects.toMatchObject(
      refusal("invalid_input", ["body", "url"]),
    );
    expect(await getBackend(ctx, { ...version, id })).toMatchObject({ url, capacity: 3 });
    expect((await patch({ url: elsewhere }, "skip")).url).toBe(elsewhere);
  });

  test("is asked again on demand, and only what it answers is kept", async ({ expect }) => {
    const { actor, ctx, version, running, create } = await make(null);
    const { id } = await create();
    const { epoch } = (await configOf(actor, version)).whole;
    running.server = cog({ output: { type: "string" } });
    const found = await probeBackend(ctx, { ...version, id });
    expect(found.probe).toMatchObject({ state: "mismatched", problems: [{ schema: "output" }] });
    expect(await getBackend(ctx, { ...version, id })).toEqual(found);
    expect((await configOf(actor, version)).whole.epoch).toBe(epoch);
    const gone = probeBackend(ctx, { ...version, id: crypto.randomUUID() });
    await expect(gone).rejects.toMatchObject(refusal("not_found"));
  });
});
