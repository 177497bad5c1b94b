import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { flatSchemaForm, type SchemaCompilation, type SchemaPlace } from "@headgate/shared";

import {
  type Actor,
  type CompilingContext,
  createVersion,
  loadFlatSchema,
  resolveVersion,
} from "../src/index.ts";
import { as, countRows, makeActor, makeModel, type MadeModel, versionBody } from "./arrange.ts";
import { refusal } from "./refusals.ts";

const misspelt = { type: "object", requird: ["a"], properties: { a: { default: 1 } } };
const place = ["body", "schemas", "prediction"];

function bodyOf(input: unknown, output: unknown = {}): object {
  return versionBody({ schemas: { prediction: { input, output } } });
}

interface Compiler {
  ctx: CompilingContext;
  asked: unknown[];
}

/** What a verb takes, where the compiler's answers are noted, and may be changed. */
function watching(
  actor: Actor,
  change = (compiled: SchemaCompilation): SchemaCompilation => compiled,
): Compiler {
  const ctx = as(actor);
  const asked: unknown[] = [];
  const compile: CompilingContext["compileSchemas"] = async (schemas) => {
    asked.push(schemas);
    return change(await ctx.compileSchemas(schemas));
  };
  return { ctx: { ...ctx, compileSchemas: compile }, asked };
}

async function keyOf(actor: Actor, { owner, name }: MadeModel): Promise<number> {
  return (await resolveVersion(as(actor), { reference: `${owner}/${name}` })).key;
}

/** As if an older release had made the version. */
function age(key: number, change: string): Promise<unknown> {
  return env.DB.prepare(`${change} WHERE version_key = ?1`).bind(key).run();
}

describe("creating a version", () => {
  test("says what is odd about its schemas, where", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const body = bodyOf(misspelt, { format: "colour" });
    const { warnings, number } = await createVersion(as(actor), { ...model, body });
    expect(number).toBe(1);
    expect(warnings.map(({ loc }) => loc)).toEqual([
      [...place, "input", "requird"],
      [...place, "output", "format"],
    ]);
    expect(warnings[0]?.msg).toContain("`required`");
  });

  test("leaves nothing when the compiler fails", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const count = () => Promise.all(["versions", "flat_schemas"].map(countRows));
    const before = await count();
    const { ctx } = watching(actor, () => {
      throw new Error("out of memory");
    });
    const created = createVersion(ctx, { ...model, body: versionBody() });
    await expect(created).rejects.toThrow("out of memory");
    expect(await count()).toEqual(before);
    expect((await createVersion(as(actor), { ...model, body: versionBody() })).number).toBe(1);
  });

  test("waits for the compiler to be of its own release", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const { ctx } = watching(actor, (compiled) => ({ ...compiled, form: flatSchemaForm + 1 }));
    const created = createVersion(ctx, { ...model, body: versionBody() });
    await expect(created).rejects.toMatchObject({
      ...refusal("unavailable"),
      retryAfterMs: 60_000,
    });
  });
});

const input: SchemaPlace = { task: "prediction", direction: "input" };

describe("the input schema of a version", () => {
  test("is stored flat, and not compiled again", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const body = bodyOf({ $ref: "#a", $defs: { b: { $anchor: "a", minimum: 1, title: "A" } } });
    await createVersion(as(actor), { ...model, body });
    const { ctx, asked } = watching(actor);
    const flat = await loadFlatSchema(ctx, await keyOf(actor, model), input);
    expect(JSON.stringify(flat)).toContain('{"minimum":1}');
    expect(asked).toEqual([]);
  });

  test.for([
    ["had none", "DELETE FROM flat_schemas"],
    ["had another form", "UPDATE flat_schemas SET form = 0, schema = 'false'"],
  ] as const)(
    "is compiled once where an older release %s, and nothing else is",
    async ([, change], { expect }) => {
      const actor = await makeActor();
      const model = await makeModel(actor);
      await createVersion(as(actor), { ...model, body: bodyOf(misspelt) });
      const key = await keyOf(actor, model);
      const before = await loadFlatSchema(as(actor), key, input);
      await age(key, change);
      const { ctx, asked } = watching(actor);
      expect(await loadFlatSchema(ctx, key, input)).toEqual(before);
      expect(await loadFlatSchema(ctx, key, input)).toEqual(before);
      expect(asked).toEqual([{ prediction: { input: misspelt } }]);
    },
  );

  test("is told to be of no use any more where it is refused by now", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    await createVersion(as(actor), { ...model, body: versionBody() });
    const key = await keyOf(actor, model);
    await age(key, "DELETE FROM flat_schemas");
    const problem = { loc: [...place, "input", "pattern"], msg: "it hangs", type: "value_error" };
    const { ctx } = watching(actor, () => ({ ok: false, problems: [problem] }));
    const message =
      "the version's input schema is not accepted any more: at schemas.prediction.input.pattern, it hangs. Publish a version with another one";
    const said = { code: "unavailable", message };
    await expect(loadFlatSchema(ctx, key, input)).rejects.toMatchObject(said);
  });

  test("of a key that was never given out is a bug, not a caller's mistake", async ({ expect }) => {
    const ctx = as(await makeActor());
    await expect(loadFlatSchema(ctx, 2 ** 30, input)).rejects.not.toHaveProperty("code");
  });
});
