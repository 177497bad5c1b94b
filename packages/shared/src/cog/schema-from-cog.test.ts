import { describe, test } from "vitest";

import { createPatternJudge } from "../patterns/create-pattern-judge.ts";
import { compileSchema } from "../schema/compile-schema.ts";
import { trustPatterns } from "../schema/limits/pattern-judge.ts";
import { cogDocument } from "./fixtures/cog-document.ts";
import * as models from "./fixtures/models.ts";
import type { CogSchemas } from "./import-tasks.ts";
import { schemaFromCog } from "./schema-from-cog.ts";

const judge = { judgePattern: trustPatterns };
const dataUrl = "data:image/png;base64,iVBORw0KGgo=";

function inputOf(document: unknown): CogSchemas["prediction"]["input"] {
  return schemaFromCog(document, judge).prediction.input;
}

function outputOf(document: unknown): CogSchemas["prediction"]["output"] {
  return schemaFromCog(document, judge).prediction.output;
}

function isValid(schema: unknown, value: unknown): boolean {
  return compileSchema(schema, judge).check(value).valid;
}

function withInput(properties: unknown, more: object = {}): unknown {
  return cogDocument({
    Input: { title: "Input", type: "object", properties },
    Output: { title: "Output", type: "string" },
    ...more,
  });
}

describe("the schemas of a Cog document", () => {
  test.for(Object.entries(models))("compile: %s", ([, document], { expect }) => {
    const { prediction, training } = schemaFromCog(document, judge);
    const all = [prediction.input, prediction.output, training?.input, training?.output];
    for (const schema of all.filter((one) => one !== undefined)) {
      expect(compileSchema(schema, judge)).toHaveProperty("check");
    }
  });

  test("are of 2020-12, with components as $defs and choices as a plain reference", ({
    expect,
  }) => {
    expect(schemaFromCog(models.upscaler)).toEqual({
      prediction: {
        input: {
          $schema: "https://json-schema.org/draft/2020-12/schema",
          title: "Input",
          type: "object",
          required: ["image"],
          properties: {
            image: {
              title: "Image",
              type: "string",
              format: "uri",
              description: "The picture",
              "x-order": 0,
            },
            scale: {
              description: "How many times as wide",
              "x-order": 1,
              $ref: "#/$defs/scale",
              default: 4,
            },
          },
          $defs: {
            scale: {
              title: "scale",
              description: "An enumeration.",
              type: "integer",
              enum: [2, 3, 4, 8],
            },
          },
        },
        output: {
          $schema: "https://json-schema.org/draft/2020-12/schema",
          title: "Output",
          type: "string",
          format: "uri",
          description: "The enlarged picture",
        },
      },
      streams: false,
      warnings: [],
    });
  });

  test("leave the document as it was", ({ expect }) => {
    const before = structuredClone(models.writer);
    schemaFromCog(models.writer);
    expect(models.writer).toEqual(before);
  });

  const verdicts: [string, unknown, unknown, boolean][] = [
    ["choices take a listed value", inputOf(models.upscaler), { image: dataUrl, scale: 8 }, true],
    ["choices refuse another", inputOf(models.upscaler), { image: dataUrl, scale: 5 }, false],
    ["files are addresses", inputOf(models.upscaler), { image: "no address" }, false],
    ["unknown keys are Cog's to drop", inputOf(models.upscaler), { image: dataUrl, x: 1 }, true],
    ["a nullable input may be left out", inputOf(models.writer), { prompt: "a" }, true],
    ["but not be null", inputOf(models.writer), { prompt: "a", image: null }, false],
    [
      "a null default is no null either",
      inputOf(models.writer),
      { prompt: "a", api_key: null },
      false,
    ],
    ["a union takes one side", inputOf(models.writer), { prompt: "a", stop: "x" }, true],
    ["and the other", inputOf(models.writer), { prompt: "a", stop: ["x"] }, true],
    ["and no null", inputOf(models.writer), { prompt: "a", stop: null }, false],
    [
      "nullable choices refuse null",
      inputOf(models.tracker),
      { video: dataUrl, boxes: [], mode: null },
      false,
    ],
    [
      "a Python pattern holds",
      inputOf(models.classifier),
      { image: dataUrl, locale: "de-DE" },
      true,
    ],
    [
      "a Python pattern is anchored",
      inputOf(models.classifier),
      { image: dataUrl, locale: "xde-DE" },
      false,
    ],
    [
      "a limit of 3.0 is exclusive",
      outputOf(models.classifier),
      { labels: [{ name: "a", score: 0 }] },
      false,
    ],
    [
      "only where it says so",
      outputOf(models.classifier),
      { labels: [{ name: "a", score: 1 }] },
      true,
    ],
    [
      "what an output may lack comes as null",
      outputOf(models.classifier),
      { labels: [], elapsed: null },
      true,
    ],
    [
      "unless it has a default",
      outputOf(models.classifier),
      { labels: [], model_age: null },
      false,
    ],
    ["a mandatory output is not null", outputOf(models.tracker), { mask: null }, false],
    [
      "a nullable output may be null",
      outputOf(models.tracker),
      { mask: dataUrl, preview: null },
      true,
    ],
    [
      "nullable choices of an output too",
      outputOf(models.tracker),
      { mask: dataUrl, quality: null },
      true,
    ],
    ["and are choices still", outputOf(models.tracker), { mask: dataUrl, quality: "slow" }, false],
    [
      "typed dicts are held to their type",
      outputOf(models.tracker),
      { mask: dataUrl, counts: { a: "b" } },
      false,
    ],
    [
      "an opaque field takes any JSON",
      outputOf(models.tracker),
      { mask: dataUrl, extra: [1] },
      true,
    ],
    ["Any takes any JSON", outputOf(models.anything), [1, null], true],
    ["Any of Cog's generator too", outputOf(models.opaque), [1, null], true],
    ["an opaque input is an object", inputOf(models.writer), { prompt: "a", schema: [] }, false],
  ];

  test.for(verdicts)("%s", ([, schema, value, valid], { expect }) => {
    expect(isValid(schema, value)).toBe(valid);
  });

  test("keep Cog's hints, and whether the model streams", ({ expect }) => {
    const { prediction, streams } = schemaFromCog(models.writer);
    expect(streams).toBe(true);
    expect(prediction.output).toMatchObject({
      "x-cog-array-type": "iterator",
      "x-cog-array-display": "concatenate",
    });
    expect(prediction.input).toMatchObject({
      properties: {
        api_key: { format: "password", writeOnly: true, "x-cog-secret": true },
        image: { "x-cog-accept": "image/png, image/jpeg" },
        schema: { deprecated: true },
      },
    });
  });

  test("list properties in their order", ({ expect }) => {
    const { properties } = inputOf(models.writer) as { properties: object };
    const order = ["prompt", "max_tokens", "image", "stop", "api_key", "schema"];
    expect(Object.keys(properties)).toEqual(order);
  });

  test("have a training where the model has one", ({ expect }) => {
    expect(schemaFromCog(models.painter).training).toBeUndefined();
    const { training } = schemaFromCog(models.tracker);
    expect(isValid(training?.input, { data: dataUrl, mode: "exact" })).toBe(true);
    expect(isValid(training?.output, {})).toBe(false);
  });

  test("fill in the defaults that Cog declares", ({ expect }) => {
    const { check } = compileSchema(inputOf(models.painter));
    expect(check({ prompt: "a" })).toMatchObject({
      valid: true,
      value: { prompt: "a", width: 768, guidance: 7.5, scheduler: "DDIM", negative_prompt: "" },
    });
  });

  test("take components and fields of every name", ({ expect }) => {
    const properties: unknown = JSON.parse(
      '{"__proto__": {"$ref": "#/components/schemas/a~1b%20c"}}',
    );
    const document = withInput(properties, { "a/b c": { type: "integer" } });
    const input = inputOf(document);
    expect(isValid(input, JSON.parse('{"__proto__": 1}'))).toBe(true);
    expect(isValid(input, JSON.parse('{"__proto__": "a"}'))).toBe(false);
  });
});

describe("what cannot be taken over", () => {
  test("is said of a default that breaks its own schema", ({ expect }) => {
    const at = "/components/schemas/Classification/properties/model_age/default";
    const { warnings } = schemaFromCog(models.classifier, judge);
    expect(warnings.map(({ pointer }) => pointer)).toEqual([at]);
    expect(warnings[0]?.message).toBe('the default "42" breaks its own schema and was left out');
  });

  test("is a default that breaks its pattern, where patterns are judged", ({ expect }) => {
    const document = withInput({ size: { type: "string", pattern: "^\\d+$", default: "" } });
    expect(schemaFromCog(document, judge).warnings).toHaveLength(1);
    expect(schemaFromCog(document).warnings).toEqual([]);
  });

  test("is no default beside a dangerous pattern, which nobody runs", ({ expect }) => {
    const size = { type: "string", pattern: "^(a+)+$", default: `${"a".repeat(99)}!` };
    for (const options of [{}, { judgePattern: createPatternJudge() }]) {
      const { prediction, warnings } = schemaFromCog(withInput({ size }), options);
      expect(warnings).toEqual([]);
      expect(prediction.input).toMatchObject({ properties: { size } });
    }
  });

  test("is an example that breaks its schema, the others stay", ({ expect }) => {
    const examples = { type: "integer", example: 1, examples: ["a", 2] };
    const { prediction, warnings } = schemaFromCog(withInput({ n: examples }));
    expect(prediction.input).toMatchObject({ properties: { n: { examples: [1, 2] } } });
    expect(warnings.map(({ pointer }) => pointer)).toEqual([
      "/components/schemas/Input/properties/n/examples/0",
    ]);
  });

  test("is a pattern without a counterpart", ({ expect }) => {
    const { prediction, warnings } = schemaFromCog(
      withInput({ s: { type: "string", pattern: "(?x) a b" } }),
    );
    expect(prediction.input).toMatchObject({ properties: { s: { type: "string" } } });
    expect(warnings[0]).toMatchObject({
      pointer: "/components/schemas/Input/properties/s/pattern",
      message: expect.stringContaining("no counterpart in ECMAScript") as string,
    });
  });
});
