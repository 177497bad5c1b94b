import { exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  flatSchemaForm,
  type JsonSchema,
  type SchemaCompilerMethods,
  type SomeSchemas,
} from "@headgate/shared";

// The types of RPC do not know that a schema can be sent.
const compiler = exports.SchemaCompiler as unknown as SchemaCompilerMethods;

const prediction = (input: JsonSchema): SomeSchemas => ({ prediction: { input } });

describe("compiling schemas", () => {
  test("gives each that was sent in its flat form, and says what is odd about it", async ({
    expect,
  }) => {
    const compiled = await compiler.compile({
      prediction: {
        input: { $dynamicRef: "#a", $defs: { a: { $dynamicAnchor: "a", type: "string" } } },
        output: { tpye: "string" },
      },
      training: { input: { pattern: "^[a-z]+$" }, output: false },
    });
    expect(compiled).toMatchObject({ ok: true, form: flatSchemaForm });
    const { schemas, warnings } = compiled as Extract<typeof compiled, { ok: true }>;
    expect(schemas.map(({ task, direction }) => `${task} ${direction}`)).toEqual([
      ...["prediction input", "prediction output", "training input", "training output"],
    ]);
    expect(JSON.stringify(schemas[0]?.flat)).toContain('"type":"string"');
    expect(JSON.stringify(schemas[0]?.flat)).not.toContain("$dynamicRef");
    expect(schemas[3]?.flat).toBe(false);
    expect(warnings.map(({ loc }) => loc)).toEqual([
      ["body", "schemas", "prediction", "output", "tpye"],
    ]);
  });

  test("finds what is wrong in all of them at once", async ({ expect }) => {
    const wrong = { type: "strin" };
    const schemas = { prediction: { input: wrong, output: true }, training: { output: wrong } };
    const compiled = await compiler.compile(schemas);
    const loc = (...steps: string[]) => ({ loc: ["body", "schemas", ...steps, "type"] });
    expect(compiled).toMatchObject({
      ok: false,
      problems: [loc("prediction", "input"), loc("training", "output")],
    });
  });
});

const dangerous: [title: string, pattern: string][] = [
  ["one that doubles its time", "^(a+)+$"],
  ["one of two ways", "^(a|a)*$"],
  ["one with a power of the length", "a*a*a*b"],
  ["look-behind", "(?<=a*)b$"],
  ["one whose ways multiply", `^${"(a|a)".repeat(30)}$`],
  ["one that nobody can judge", `^${".*a".repeat(60)}$`],
  ["one that takes its judge for ever", `^(?:${"[a-z][0-9]*".repeat(700)})*$`],
  [
    "one of hundreds of words",
    `^(?:${Array.from({ length: 600 }, (_, at) => `w${at}x`).join("|")})*$`,
  ],
];

describe("a pattern", () => {
  test.for(dangerous)("is refused: %s", { timeout: 20_000 }, async ([, pattern], { expect }) => {
    const compiled = await compiler.compile(prediction({ pattern }));
    const loc = ["body", "schemas", "prediction", "input", "pattern"];
    expect(compiled).toMatchObject({ ok: false, problems: [{ loc }] });
  });

  test.for([
    "^sha256:[a-f0-9]{64}$",
    "^[^@\\s]+@[^@\\s.]+\\.[^@\\s.]+$",
    "^data:image/(png|jpeg);base64,",
    "^\\p{L}[\\p{L}\\p{N} _-]{0,99}$",
    "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})$",
  ])("is taken: %s", async (pattern, { expect }) => {
    expect(await compiler.compile(prediction({ pattern }))).toMatchObject({ ok: true });
  });

  test("more than a hundred in all are refused in one sentence", async ({ expect }) => {
    const some = (from: number) => ({
      anyOf: Array.from({ length: 60 }, (_, at) => ({ pattern: `^v${from + at}$` })),
    });
    const compile = (from: number) =>
      compiler.compile({ prediction: { input: some(0), output: some(from) } });
    expect(await compile(0)).toMatchObject({ ok: true });
    const refused = await compile(60);
    const problem = { loc: ["body", "schemas"], type: "value_error.schema" };
    expect(refused).toMatchObject({ ok: false, problems: [problem] });
    expect(JSON.stringify(refused)).toContain("more than 100 different patterns");
  });
});

test("the Worker itself serves nothing", async ({ expect }) => {
  const response = await exports.default.fetch("https://compiler.example.com/");
  expect(response.status).toBe(404);
});

describe("comparing schemas", () => {
  test("answers each question in its place", async ({ expect }) => {
    const small = { maximum: 4 };
    const large = { maximum: 8 };
    const answers = await compiler.compare([
      { before: small, after: large, direction: "input" },
      { before: small, after: large, direction: "output" },
    ]);
    expect(answers).toMatchObject([
      { verdict: "compatible", breaks: [], bump: "minor" },
      { verdict: "breaking", breaks: [{ pointer: "/maximum", counterExample: 5 }], bump: "major" },
    ]);
  });
});
