import { describe, test } from "vitest";

import { compileSchema } from "./compile-schema.ts";
import { SchemaError, type SchemaFault } from "./schema-error.ts";
import { toWireProblem } from "./to-wire-problem.ts";

function faultsOf(schema: unknown): SchemaFault[] {
  try {
    compileSchema(schema);
  } catch (error) {
    if (error instanceof SchemaError) return error.faults;
    throw error;
  }
  return [];
}

/** No schemas, and the place of the fault in each. */
const malformed: [unknown, string][] = [
  [[], ""],
  ["x", ""],
  [null, ""],
  [{ type: "foo" }, "/type"],
  [{ type: ["foo", "string"] }, "/type"],
  [{ type: ["string", "string"] }, "/type"],
  [{ type: [] }, "/type"],
  [{ required: "abc" }, "/required"],
  [{ required: true }, "/required"],
  [{ required: ["a", "a"] }, "/required"],
  [{ additionalProperties: "no" }, "/additionalProperties"],
  [{ minimum: "x" }, "/minimum"],
  [{ exclusiveMinimum: true }, "/exclusiveMinimum"],
  [{ multipleOf: 0 }, "/multipleOf"],
  [{ minLength: "3" }, "/minLength"],
  [{ maxItems: -1 }, "/maxItems"],
  [{ minItems: 1.5 }, "/minItems"],
  [{ enum: "abc" }, "/enum"],
  [{ allOf: {} }, "/allOf"],
  [{ anyOf: [] }, "/anyOf"],
  [{ oneOf: [1] }, "/oneOf/0"],
  [{ items: [{}] }, "/items"],
  [{ prefixItems: {} }, "/prefixItems"],
  [{ properties: [] }, "/properties"],
  [{ properties: { "a/b": 1 } }, "/properties/a~1b"],
  [{ patternProperties: { "(": {} } }, "/patternProperties/("],
  [{ pattern: "^[\\w-.]+$" }, "/pattern"],
  [{ uniqueItems: 1 }, "/uniqueItems"],
  [{ dependentRequired: { a: [1] } }, "/dependentRequired"],
  [{ dependentSchemas: { a: ["b"] } }, "/dependentSchemas/a"],
  [{ dependencies: { a: [1] } }, "/dependencies/a"],
  [{ format: 1 }, "/format"],
  [{ title: 1 }, "/title"],
  [{ examples: {} }, "/examples"],
  [{ $anchor: "1" }, "/$anchor"],
  [{ $id: "a#b" }, "/$id"],
  [{ $id: "http://[" }, "/$id"],
  [{ $ref: 1 }, "/$ref"],
  [{ $ref: "#/$defs/none" }, "/$ref"],
  [{ $ref: "#none" }, "/$ref"],
  [{ $ref: "#/%" }, "/$ref"],
  [{ $ref: "https://example.com/schema" }, "/$ref"],
  [{ $ref: "other.json" }, "/$ref"],
  [{ $defs: { a: 1 } }, "/$defs/a"],
  [{ $schema: "http://json-schema.org/draft-07/schema#" }, "/$schema"],
  [{ $schema: "https://example.com/own" }, "/$schema"],
  [{ $dynamicRef: "#a" }, "/$dynamicRef"],
  [{ $dynamicAnchor: "a#" }, "/$dynamicAnchor"],
  [{ $recursiveAnchor: true }, "/$recursiveAnchor"],
];

const levels: [string, (schema: unknown) => unknown, string][] = [
  ["at the root", (schema) => schema, ""],
  ["in a property", (schema) => ({ properties: { p: schema } }), "/properties/p"],
  ["in a definition", (schema) => ({ $defs: { d: schema } }), "/$defs/d"],
  [
    "two levels down",
    (schema) => ({ items: { anyOf: [true, { not: schema }] } }),
    "/items/anyOf/1/not",
  ],
  [
    "where only a reference leads",
    (schema) => ({ $ref: "#/components/c", components: { c: schema } }),
    "/components/c",
  ],
];

describe("refusing what is no schema", () => {
  test.for(levels)("%s, with the place", ([, wrap, prefix], { expect }) => {
    for (const [schema, pointer] of malformed) {
      const faults = faultsOf(wrap(schema));
      expect(faults, JSON.stringify(schema)).toHaveLength(1);
      expect(faults[0]?.pointer).toBe(prefix + pointer);
    }
  });

  test("says in a sentence what is wrong", ({ expect }) => {
    expect(faultsOf({ minimum: "x" })[0]?.message).toBe('`minimum` must be a number; got "x"');
    expect(() => compileSchema({ minimum: "x", maximum: "y" })).toThrow(
      'not a valid schema: `minimum` must be a number; got "x" (and 1 more)',
    );
  });

  test("is an invalid_input whose places a caller can move to where the schema stood", ({
    expect,
  }) => {
    const loc = ["body", "schemas", "prediction", "input"];
    expect(
      faultsOf({ anyOf: [{ minimum: "x" }] }).map((fault) => toWireProblem(fault, loc)),
    ).toEqual([
      {
        loc: [...loc, "anyOf", 0, "minimum"],
        msg: '`minimum` must be a number; got "x"',
        type: "value_error.schema",
      },
    ]);
  });

  test("stops at fifty faults", ({ expect }) => {
    expect(faultsOf({ allOf: Array.from({ length: 1000 }, () => 1) })).toHaveLength(50);
  });

  test("refuses two anchors of one name", ({ expect }) => {
    const twice = { $defs: { a: { $anchor: "x" }, b: { $anchor: "x" } } };
    expect(faultsOf(twice)[0]).toMatchObject({ pointer: "/$defs/b/$anchor" });
  });

  const cycle: { not?: unknown } = {};
  cycle.not = cycle;
  const notJson: [string, unknown][] = [
    ["undefined", undefined],
    ["a function", { const: (): void => undefined }],
    ["a BigInt", { const: 1n }],
    ["not-a-number", { minimum: Number.NaN }],
    ["a cycle", cycle],
    ["a broken name", { properties: { "\ud800": true } }],
  ];

  test.for(notJson)("refuses %s", ([, schema], { expect }) => {
    expect(faultsOf(schema)).toHaveLength(1);
  });
});

describe("bounding a schema", () => {
  const nested = (levelCount: number): unknown => {
    let schema: unknown = {};
    for (let level = 1; level < levelCount; level++) schema = { not: schema };
    return schema;
  };

  test("takes 64 levels and refuses 65 and 100,000", ({ expect }) => {
    expect(faultsOf(nested(64))).toEqual([]);
    expect(faultsOf(nested(65))[0]?.message).toContain("deeper than 64");
    expect(faultsOf(nested(100_000))[0]?.message).toContain("deeper than 64");
  });

  test("takes 256 KB and refuses a byte more, counted in UTF-8", ({ expect }) => {
    const room = 256 * 1024 - JSON.stringify({ title: "" }).length;
    expect(faultsOf({ title: "ü".repeat(room / 2) })).toEqual([]);
    expect(faultsOf({ title: `${"ü".repeat(room / 2)}x` })[0]?.message).toContain("at most 262144");
  });
});

describe("leaving the schema alone", () => {
  test("takes a frozen schema and changes nothing in it", ({ expect }) => {
    const inner = Object.freeze({ $ref: "#/$defs/a" });
    const $defs = Object.freeze({ a: Object.freeze({ type: "string", $anchor: "x" }) });
    const schema = Object.freeze({ $id: "https://example.com/s", items: inner, $defs });
    expect(compileSchema(schema).check(["a"]).valid).toBe(true);
    expect(Object.getOwnPropertyNames(inner)).toEqual(["$ref"]);
  });

  test("goes on as before when the schema is changed afterwards", ({ expect }) => {
    const schema = { properties: { a: { enum: ["x"] } } };
    const compiled = compileSchema(schema);
    schema.properties.a.enum.push("y");
    expect(compiled.check({ a: "y" }).valid).toBe(false);
  });
});
