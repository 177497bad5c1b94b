import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import type { FlatSchema } from "../flat-schema.ts";

const closed = { unevaluatedProperties: false };
const withA = { properties: { a: true } };

/** Each refuses `{ a: 1 }`: what knows `a` stands beside the closed schema and not in it. */
const cousins: [string, FlatSchema][] = [
  ["allOf", { allOf: [closed], ...withA }],
  ["another branch of allOf", { allOf: [withA, closed] }],
  ["anyOf", { anyOf: [closed], ...withA }],
  ["oneOf", { oneOf: [closed], ...withA }],
  // oxlint-disable-next-line unicorn/no-thenable -- the standard's name; nobody awaits a schema
  ["then", { if: true, then: closed, ...withA }],
  ["else", { if: false, else: closed, ...withA }],
  ["dependentSchemas", { dependentSchemas: { a: closed }, ...withA }],
  ["a reference", { $ref: "#/$defs/c", ...withA, $defs: { c: closed } }],
  ["what a reference knows", { $ref: "#/$defs/p", allOf: [closed], $defs: { p: withA } }],
];

/** Each accepts `{ a: 1 }`: what knows `a` is inside the closed schema. */
const inside: [string, { [keyword: string]: unknown }][] = [
  ["properties", withA],
  ["patternProperties", { patternProperties: { "^a": true } }],
  ["additionalProperties", { additionalProperties: true }],
  ["allOf", { allOf: [withA] }],
  ["a later branch of anyOf", { anyOf: [{ required: ["a"] }, withA] }],
  ["the branch of oneOf that fits", { oneOf: [withA, { required: ["b"], ...withA }] }],
  ["if, that needs no then", { if: { required: ["a"], ...withA } }],
  ["dependentSchemas", { dependentSchemas: { a: withA } }],
  ["a reference", { $ref: "#/$defs/p", $defs: { p: withA } }],
  ["a closed schema", { allOf: [{ ...withA, ...closed }] }],
  ["a schema that takes the rest", { allOf: [{ unevaluatedProperties: true }] }],
];

/** Each refuses `{ a: 1 }`: what knows `a` does not hold, or says nothing. */
const lost: [string, { [keyword: string]: unknown }][] = [
  ["a branch of anyOf that fails", { anyOf: [true, { ...withA, required: ["b"] }] }],
  ["an if that fails", { if: { ...withA, required: ["b"] } }],
  ["not", { not: { not: withA } }],
  ["propertyNames", { propertyNames: true }],
];

describe("unevaluatedProperties", () => {
  test.for(cousins)("does not see beside its schema: %s", ([, schema], { expect }) => {
    expect(createValidator(schema).check({ a: 1 }).valid).toBe(false);
    expect(createValidator(schema).check({}).valid).toBe(true);
  });

  test.for(inside)("sees what is inside: %s", ([, schema], { expect }) => {
    expect(createValidator({ ...schema, ...closed }).check({ a: 1 }).valid).toBe(true);
  });

  test.for(lost)("does not count %s", ([, schema], { expect }) => {
    expect(createValidator({ ...schema, ...closed }).check({ a: 1 }).valid).toBe(false);
  });

  test("says nothing of what a broken schema leaves over", ({ expect }) => {
    const schema = { anyOf: [{ properties: { a: { type: "string" } } }], ...closed };
    expect(createValidator(schema).check({ a: 1 })).toMatchObject({
      problems: [{ instanceLocation: "/a", keyword: "type" }],
    });
  });
});

describe("unevaluatedItems", () => {
  const cases: [string, { [keyword: string]: unknown }, unknown[], boolean][] = [
    ["after a prefix", { prefixItems: [true] }, [1], true],
    ["after a prefix that is too short", { prefixItems: [true] }, [1, 2], false],
    ["after items", { items: true }, [1, 2], true],
    ["what contains has found", { contains: { type: "null" } }, [null, null], true],
    ["what contains has not found", { contains: { type: "null" } }, [null, 1], false],
    [
      "of two prefixes the longer",
      { anyOf: [{ prefixItems: [true, true] }, { prefixItems: [true] }] },
      [1, 2],
      true,
    ],
    [
      "beside its schema nothing",
      { allOf: [{ unevaluatedItems: false }], items: true, unevaluatedItems: true },
      [1],
      false,
    ],
  ];

  test.for(cases)("counts %s", ([, schema, value, valid], { expect }) => {
    const whole = { unevaluatedItems: false, ...schema };
    expect(createValidator(whole).check(value).valid).toBe(valid);
  });
});
