import { type Schema, Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, test } from "vitest";

import type { JsonSchema } from "../wire/version.ts";
import { compileSchema } from "./compile-schema.ts";
import { trustPatterns } from "./limits/pattern-judge.ts";

/** Each exercises something that the preparation rewrites: `false`, `const`, `enum`, `$ref`, dependencies. */
const schemas: [string, JsonSchema][] = [
  ["true", true],
  ["false", false],
  [
    "a closed object",
    { properties: { a: { type: "integer" }, b: false }, additionalProperties: false },
  ],
  [
    "constants",
    { properties: { a: { const: null }, b: { const: [1] }, c: { const: 1, enum: [1, 2] } } },
  ],
  ["a contradiction", { properties: { a: { const: 1, enum: [2] } } }],
  ["choices", { anyOf: [{ enum: [1, "a", null, { a: 1 }, []] }, { type: "object" }] }],
  [
    "recursion",
    { anyOf: [{ type: "null" }, { properties: { a: { $ref: "#" } }, required: ["a"] }] },
  ],
  [
    "tuples",
    { prefixItems: [{ type: "string" }, true], items: false, contains: { type: "string" } },
  ],
  [
    "counted items",
    { contains: { type: "integer" }, minContains: 2, maxContains: 3, uniqueItems: true },
  ],
  [
    "dependencies",
    {
      dependentRequired: { a: ["b"] },
      dependencies: { b: ["c"], c: { maxProperties: 3 } },
      dependentSchemas: { a: { properties: { b: false } } },
    },
  ],
  [
    "conditions",
    // oxlint-disable-next-line unicorn/no-thenable -- the standard's name; nobody awaits a schema
    { if: { required: ["a"] }, then: { required: ["b"] }, else: { maxProperties: 1 } },
  ],
  ["names", { propertyNames: { maxLength: 1 }, patternProperties: { "^a": { type: "number" } } }],
  [
    "what is left over",
    {
      allOf: [{ properties: { a: true } }],
      oneOf: [{ required: ["a"] }, true],
      unevaluatedProperties: false,
    },
  ],
  [
    "references of all kinds",
    {
      properties: { a: { $ref: "#/$defs/x%20y~1z" }, b: { $ref: "#n" }, c: { $ref: "nested" } },
      $defs: {
        "x y/z": { type: "string" },
        n: { $anchor: "n", type: "array" },
        other: { $id: "nested", $ref: "#/$defs/x", $defs: { x: { type: "null" } } },
      },
    },
  ],
];

/** The library's type knows no `oneOf` with `true` in it; its code does. */
function asLibrarySchema(schema: JsonSchema): Schema | boolean {
  return schema;
}

const key = fc.constantFrom("a", "b", "c", "ab", "__proto__", "toString", "a/b~ c");
const scalar = fc.constantFrom<unknown[]>(null, true, 0, 1, 2, 1.5, -1, "", "a", "ab", "ü😀");
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie("value")), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("the verdict", () => {
  test.for(schemas)("on any value equals the bare library's for %s", ([, schema], { expect }) => {
    const bare = new Validator(asLibrarySchema(structuredClone(schema)), "2020-12");
    const compiled = compileSchema(schema, { judgePattern: trustPatterns });
    fc.assert(
      fc.property(value, (one) => {
        expect(compiled.check(one).valid).toBe(bare.validate(one).valid);
      }),
      { numRuns: 300 },
    );
  });

  test("comes with the value itself, or with at least one problem", ({ expect }) => {
    const compiled = schemas.map(([, schema]) =>
      compileSchema(schema, { judgePattern: trustPatterns }),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(...compiled), (one, schema) => {
        const check = schema.check(one);
        expect(check.valid ? check.value === one : check.problems.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("ignores keywords of older drafts and annotations that look like schemas", ({ expect }) => {
    const schema = compileSchema({
      id: "x",
      additionalItems: false,
      examples: [{ $ref: "#/none" }],
      "x-note": { $id: "http://[", $ref: 1 },
      const: { $ref: "#/none" },
    });
    expect(schema.check({ $ref: "#/none" }).valid).toBe(true);
  });

  const formats: [string, unknown, boolean][] = [
    ["uri", "https://a.example/x", true],
    ["uri", "x", false],
    ["url", "https://a.example/x", true],
    ["url", "https://a.example/ x", false],
    ["url", "mailto:a@b.example", false],
    ["date-time", "2026-11-21T09:30:00Z", true],
    ["date-time", "yesterday", false],
    ["uuid", 1, true],
    ["unheard-of", "x", true],
    ["toString", "x", true],
    ["__proto__", "x", true],
    ["hasOwnProperty", "x", true],
  ];

  test.for(formats)("of the format %s on %j is %j", ([format, one, valid], { expect }) => {
    expect(compileSchema({ format }).check(one).valid).toBe(valid);
  });
});
