import { describe, test } from "vitest";

import { HeadgateError } from "../errors/error.ts";
import { cogDocument, ref } from "./fixtures/cog-document.ts";
import { upscaler } from "./fixtures/models.ts";
import { schemaFromCog } from "./schema-from-cog.ts";

function withInput(properties: object): unknown {
  return cogDocument({ Input: { type: "object", properties }, Output: { type: "string" } });
}

describe("a document that is not Cog's", () => {
  const at = "/components/schemas";
  const schemas = { Input: { type: "object" }, Output: {} };
  const deep = JSON.parse(`${'{"items":'.repeat(5000)}{}${"}".repeat(5000)}`) as unknown;
  const refused: [string, unknown, string][] = [
    ["no object", "text", "an object is expected"],
    [
      "no version",
      { components: { schemas } },
      "at /openapi: Cog writes OpenAPI 3.0.2; there is none",
    ],
    ["OpenAPI 3.1", { openapi: "3.1.0", components: { schemas } }, 'got "3.1.0"'],
    ["no components", { openapi: "3.0.2" }, "at /components: an object is expected"],
    ["no schemas", { openapi: "3.0.2", components: {} }, `at ${at}: an object is expected`],
    ["another API", { openapi: "3.0.2", paths: { "/pets": {} } }, "no `/predictions`"],
    ["trainings only", { openapi: "3.0.2", paths: { "/trainings": {} } }, "trainings only"],
    ["no input", cogDocument({ Output: {} }), `at ${at}/Input: \`Input\` is missing`],
    ["no output", cogDocument({ Input: {} }), `at ${at}/Output: \`Output\` is missing`],
    [
      "half a training",
      cogDocument({ ...schemas, TrainingInput: {} }),
      "`TrainingOutput` is missing",
    ],
    [
      "an input of text",
      cogDocument({ ...schemas, Input: { type: "string" } }),
      `at ${at}/Input/type`,
    ],
    [
      "a schema that is none",
      withInput({ a: 1 }),
      `at ${at}/Input/properties/a: a schema is expected`,
    ],
    [
      "a remote reference",
      withInput({ a: { $ref: "http://x/y" } }),
      `at ${at}/Input/properties/a/$ref`,
    ],
    ["a missing component", withInput({ a: ref("b") }), 'there is no component "b"'],
    [
      "an inherited component",
      withInput({ a: ref("toString") }),
      'there is no component "toString"',
    ],
    ["a broken escape", withInput({ a: ref("%E0%A4%A") }), "broken percent-escape"],
    ["a bottomless one", withInput({ a: deep }), "nests too deep"],
  ];

  test.for(refused)("is refused: %s", ([, document, part], { expect }) => {
    expect(() => schemaFromCog(document)).toThrow(HeadgateError);
    expect(() => schemaFromCog(document)).toThrow(part);
  });

  test("is not one that was cut down to its components", ({ expect }) => {
    const { openapi, components } = upscaler;
    expect(schemaFromCog({ openapi, components })).toEqual(schemaFromCog(upscaler));
  });
});
