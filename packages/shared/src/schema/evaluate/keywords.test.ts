import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import type { FlatSchema } from "../flat-schema.ts";

type Case = [FlatSchema, unknown, boolean];

function isValid(schema: FlatSchema, value: unknown): boolean {
  return createValidator(schema).check(value).valid;
}

describe("multipleOf counts in decimals", () => {
  const cases: [number, number, boolean][] = [
    [19.99, 0.01, true],
    [19.995, 0.01, false],
    [-1, 0.1, true],
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [1.1, 0.1, true],
    [0, 0.1, true],
    [-0, 3, true],
    [1e-8, 1e-8, true],
    [1.5e-8, 1e-8, false],
    [1e-308, 1e-308, true],
    [1e308, 1e-308, true],
    [1e308, 1e308, true],
    [1e308, 3, false],
    [1e308, 0.123456789, false],
    [1e-7, 1e300, false],
    [4.5, 1.5, true],
    [4.5, 2, false],
    [9007199254740991, 2, false],
    [9007199254740991, 3, false],
    [123456789.123, 0.001, true],
    [123456789.1234, 0.001, false],
    [1e21, 7, false],
    [7e21, 7, true],
    [5e-324, 5e-324, true],
    [0.0075, 0.0001, true],
  ];

  test.for(cases)("%d by %d", ([value, multipleOf, valid], { expect }) => {
    expect(isValid({ multipleOf }, value)).toBe(valid);
    expect(isValid({ multipleOf }, -value)).toBe(valid);
  });
});

describe("texts", () => {
  const cases: Case[] = [
    [{ minLength: 2 }, "😀", false],
    [{ minLength: 2 }, "😀a", true],
    [{ maxLength: 1 }, "😀", true],
    [{ maxLength: 1 }, "😀a", false],
    [{ minLength: 3 }, "\ud83d\ud83d\ude00", false],
    [{ minLength: 0, maxLength: 0 }, "", true],
    [{ pattern: "^.$" }, "😀", true],
    [{ pattern: "b" }, "abc", true],
    [{ minLength: 5, pattern: "x", format: "date" }, 1, true],
  ];

  test.for(cases)("%j and %j: %j", ([schema, value, valid], { expect }) => {
    expect(isValid(schema, value)).toBe(valid);
  });
});

describe("the same value", () => {
  const same: [unknown, unknown][] = [
    [1, 1],
    [0, -0],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [[{ a: [] }], [{ a: [] }]],
    ["", ""],
  ];
  const different: [unknown, unknown][] = [
    [1, "1"],
    [1, true],
    [0, false],
    [null, "null"],
    [[1], ["1"]],
    [["a,b"], ["a", "b"]],
    [{}, []],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ "a:1": 1 }, { a: 1 }],
    [JSON.parse('{"__proto__":1}'), {}],
  ];

  test.for(same)("is %j and %j", ([one, other], { expect }) => {
    expect(isValid({ const: one }, other)).toBe(true);
    expect(isValid({ enum: ["else", one] }, other)).toBe(true);
    expect(isValid({ uniqueItems: true }, [one, "else", other])).toBe(false);
  });

  test.for(different)("is not %j and %j", ([one, other], { expect }) => {
    expect(isValid({ const: one }, other)).toBe(false);
    expect(isValid({ enum: ["else", one] }, other)).toBe(false);
    expect(isValid({ uniqueItems: true }, [one, "else", other])).toBe(true);
  });
});

describe("properties are an object's own", () => {
  const own: unknown = JSON.parse('{"__proto__":1,"toString":2,"constructor":3}');
  const namesOf = ["__proto__", "toString", "constructor"];

  test.for(namesOf)("%s", (name, { expect }) => {
    const schema = { properties: Object.fromEntries([[name, { type: "string" }]]) };
    expect(isValid({ required: [name] }, {})).toBe(false);
    expect(isValid({ required: [name] }, own)).toBe(true);
    expect(isValid(schema, {})).toBe(true);
    expect(isValid(schema, own)).toBe(false);
    expect(isValid({ additionalProperties: false }, own)).toBe(false);
    expect(isValid({ properties: {}, dependentRequired: { a: [name] } }, { a: 1 })).toBe(false);
    expect(isValid({ properties: { a: true }, unevaluatedProperties: false }, own)).toBe(false);
  });
});

describe("references", () => {
  const $defs = {
    "/$defs/a b": { type: "string" },
    "https://x.example/y#/z~1": { type: "null" },
    list: { anyOf: [{ type: "null" }, { properties: { next: { $ref: "#/$defs/list" } } }] },
  };

  const cases: Case[] = [
    [{ $ref: "#/$defs/~1$defs~1a%20b", $defs }, "x", true],
    [{ $ref: "#/$defs/~1$defs~1a%20b", $defs }, 1, false],
    [{ $ref: "#/$defs/https:~1~1x.example~1y%23~1z~01", $defs }, null, true],
    [{ $ref: "#/$defs/https:~1~1x.example~1y%23~1z~01", $defs }, 1, false],
    [{ $ref: "#/$defs/list", minProperties: 1, $defs }, { next: { next: null } }, true],
    [{ items: { $ref: "#" }, maxItems: 1 }, [[[1, 2]]], false],
  ];

  test.for(cases)("%j and %j: %j", ([schema, value, valid], { expect }) => {
    expect(isValid(schema, value)).toBe(valid);
  });

  test("that lead nowhere are no flat schema", ({ expect }) => {
    expect(() => createValidator({ $ref: "#/$defs/none" })).toThrow("leads to no definition");
    expect(() => createValidator({ required: "a" })).toThrow("not a flat schema");
    expect(() => createValidator({ type: "text" })).toThrow("not a flat schema");
  });
});
