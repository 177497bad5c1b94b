import { describe, test } from "vitest";

import { compileSchema } from "../compile-schema.ts";
import { isObject } from "../json/json.ts";

function filled(schema: unknown, value: unknown): unknown {
  const check = compileSchema(schema).check(value);
  return check.valid ? check.value : check.problems;
}

describe("defaults", () => {
  const cases: [string, unknown, unknown, unknown][] = [
    ["a missing property", { properties: { a: { default: 4 } } }, {}, { a: 4 }],
    [
      "not a property that is null",
      { properties: { a: { default: 4 } } },
      { a: null },
      { a: null },
    ],
    ["a default of null", { properties: { a: { default: null } } }, {}, { a: null }],
    ["a required property", { properties: { a: { default: 4 } }, required: ["a"] }, {}, { a: 4 }],
    [
      "every item",
      { items: { properties: { a: { default: 4 } } } },
      [{}, { a: 1 }],
      [{ a: 4 }, { a: 1 }],
    ],
    [
      "the items of a tuple and those after it",
      {
        prefixItems: [{ properties: { a: { default: 1 } } }],
        items: { properties: { b: { default: 2 } } },
      },
      [{}, {}],
      [{ a: 1 }, { b: 2 }],
    ],
    [
      "what a reference leads to",
      { properties: { a: { $ref: "#/$defs/a" } }, $defs: { a: { default: 4 } } },
      {},
      { a: 4 },
    ],
    [
      "beside a reference before what it leads to",
      { properties: { a: { $ref: "#/$defs/a", default: 2 } }, $defs: { a: { default: 4 } } },
      {},
      { a: 2 },
    ],
    [
      "through allOf",
      {
        allOf: [
          { properties: { a: { default: 1 } } },
          { properties: { a: { default: 2 }, b: { default: 3 } } },
        ],
      },
      {},
      { a: 1, b: 3 },
    ],
    [
      "inside a default",
      { properties: { a: { default: {}, properties: { b: { default: 1 } } } } },
      {},
      { a: { b: 1 } },
    ],
    ["not inside anyOf", { anyOf: [{ properties: { a: { default: 1 } } }] }, {}, {}],
    ["not inside oneOf", { oneOf: [{ properties: { a: { default: 1 } } }] }, {}, {}],
    // oxlint-disable-next-line unicorn/no-thenable -- the standard's name; nobody awaits a schema
    ["not inside if and then", { if: true, then: { properties: { a: { default: 1 } } } }, {}, {}],
    ["not in a value of another type", { properties: { a: { default: 1 } } }, [], []],
  ];

  test.for(cases)("fill in %s", ([, schema, value, expected], { expect }) => {
    expect(filled(schema, value)).toEqual(expected);
  });

  test("leave the caller's value alone and give unchanged parts back as they are", ({ expect }) => {
    const schema = {
      properties: { a: { properties: { x: { default: 1 } } }, b: { type: "object" } },
    };
    const value = Object.freeze({ a: Object.freeze({}), b: {} });
    const result = filled(schema, value);
    expect(result).toEqual({ a: { x: 1 }, b: {} });
    expect(value).toEqual({ a: {}, b: {} });
    expect(result).toHaveProperty("b", value.b);
  });

  test("are a new copy for every check", ({ expect }) => {
    const compiled = compileSchema({ properties: { a: { default: { n: 1 } } } });
    const first = compiled.check({});
    const inserted = first.valid && isObject(first.value) ? first.value["a"] : null;
    Object.assign(Object(inserted), { n: 2 });
    expect(first).toEqual({ valid: true, value: { a: { n: 2 } } });
    expect(compiled.check({})).toEqual({ valid: true, value: { a: { n: 1 } } });
  });

  test("are checked like given values", ({ expect }) => {
    const schema = { properties: { a: { default: "x" } }, dependentRequired: { a: ["b"] } };
    expect(filled(schema, {})).toMatchObject([{ keyword: "dependentRequired" }]);
  });

  test("named __proto__ become a property and no prototype", ({ expect }) => {
    const schema: unknown = JSON.parse('{"properties":{"__proto__":{"default":{"polluted":1}}}}');
    const result = filled(schema, {});
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":1}}');
    expect(result).not.toHaveProperty("polluted");
  });

  test("that have no end are refused", ({ expect }) => {
    const endless = { $ref: "#", default: {} };
    expect(() => filled({ properties: { a: endless, b: endless } }, {})).toThrow("too complex");
  });

  test("that add up to more than a megabyte are refused", ({ expect }) => {
    const schema = { items: { properties: { a: { default: "x".repeat(100_000) } } } };
    expect(filled(schema, [{}, {}])).toHaveLength(2);
    expect(
      filled(
        schema,
        Array.from({ length: 11 }, () => ({})),
      ),
    ).toMatchObject([{ keyword: "complexity" }]);
  });
});
