import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import type { FlatSchema } from "../flat-schema.ts";
import type { SchemaProblem } from "../schema-problem.ts";

function problemsOf(schema: FlatSchema, value: unknown): SchemaProblem[] {
  const check = createValidator(schema).check(value);
  return check.valid ? [] : check.problems;
}

function list<T>(length: number, item: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => item(index));
}

function object<T>(length: number, item: (index: number) => T): Record<string, T> {
  return Object.fromEntries(list(length, (index) => [`p${index}`, item(index)]));
}

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

const tree = { items: { $ref: "#" } };

describe("a value", () => {
  test("may be 128 levels deep and no deeper", ({ expect }) => {
    expect(problemsOf(tree, nested(128))).toEqual([]);
    const message = "the value is nested deeper than 128 levels";
    const place = { instanceLocation: "", path: [], keywordLocation: "" };
    expect(problemsOf(tree, nested(129))).toEqual([{ ...place, keyword: "json", message }]);
    expect(problemsOf(true, nested(100_000))).toHaveLength(1);
  });

  test("may not contain itself, or one part a million times", ({ expect }) => {
    const cycle: unknown[] = [];
    cycle.push(cycle, cycle);
    expect(problemsOf(true, cycle)).toHaveLength(1);
    let shared: unknown = [];
    for (let level = 0; level < 100; level++) shared = [shared, shared];
    expect(problemsOf(true, shared)).toMatchObject([{ keyword: "json" }]);
  });

  const notJson: [string, unknown][] = [
    ["undefined", undefined],
    ["BigInt", 1n],
    ["a symbol", Symbol("x")],
    ["a function", (): null => null],
    ["a number beyond the doubles", JSON.parse("1e999")],
  ];

  test.for(notJson)("may not hold %s", ([, value], { expect }) => {
    expect(problemsOf(true, value)).toMatchObject([{ instanceLocation: "", keyword: "json" }]);
    expect(problemsOf(true, { a: [0, value] })).toMatchObject([
      { instanceLocation: "/a/1", keyword: "json" },
    ]);
  });

  test("may not have half a surrogate pair in a name", ({ expect }) => {
    expect(problemsOf(true, { a: { "\ud800": 1 } })).toMatchObject([
      { instanceLocation: "/a/\ud800", keyword: "json" },
    ]);
  });

  test("may not throw when it is read", ({ expect }) => {
    const value = Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    expect(problemsOf(true, value)).toMatchObject([{ keyword: "json" }]);
  });
});

describe("a check ends soon", () => {
  const pairs = (keyword: string): FlatSchema => {
    const inner = (index: number): FlatSchema => ({
      [keyword]: [{ $ref: `#/$defs/p${index + 1}` }, { $ref: `#/$defs/p${index + 1}` }],
    });
    const leaf = { type: "string" };
    const $defs = object(25, (index) => (index === 24 ? leaf : inner(index)));
    return { $ref: "#/$defs/p0", $defs };
  };
  const known = object(20_000, () => ({ type: "string" }));
  const large = object(20_000, (index) => index);
  const text = "a".repeat(1_000_000);

  const complex: [string, FlatSchema, unknown][] = [
    ["a reference to itself", { $ref: "#" }, 1],
    ["a reference to itself through allOf", { allOf: [{ $ref: "#" }] }, 1],
    ["2^24 paths of allOf", pairs("allOf"), "x"],
    ["2^24 paths of anyOf", pairs("anyOf"), 1],
    [
      "many constants that are long to write",
      { anyOf: list(3000, (n) => ({ const: { n } })) },
      large,
    ],
    [
      "many patterns for a long text",
      { allOf: list(1000, (n) => ({ not: { pattern: `q${n}` } })) },
      text,
    ],
    ["many patterns for many names", { patternProperties: object(5000, () => true) }, large],
  ];

  test.for(complex)("with %s: too complex", ([, schema, value], { expect }) => {
    const validator = createValidator(schema);
    const started = performance.now();
    const check = validator.check(value);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(check).toMatchObject({ problems: [{ keyword: "complexity", instanceLocation: "" }] });
  });

  const plain: [string, FlatSchema, unknown, boolean][] = [
    ["unique numbers", { uniqueItems: true }, list(100_000, (n) => n), true],
    ["unique objects", { uniqueItems: true }, list(10_000, (n) => ({ n, m: [n] })), true],
    ["empty objects", { items: { properties: known } }, list(300_000, () => ({})), true],
    ["all missing", { items: { required: Object.keys(known) } }, list(300_000, () => ({})), false],
    ["wrong items", { items: { type: "string" } }, list(300_000, () => 1), false],
    ["no match", { contains: { type: "string" }, minContains: 2 }, list(300_000, () => 1), false],
    ["a long text", { format: "uri", pattern: "^d" }, `data:,${text}`, true],
  ];

  test.for(plain)("with %s", ([, schema, value, valid], { expect }) => {
    const validator = createValidator(schema);
    const started = performance.now();
    const check = validator.check(value);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(check.valid).toBe(valid);
    expect(check).not.toMatchObject({ problems: [{ keyword: "complexity" }] });
  });

  test("with a pattern that is slow beyond its schema's maxLength", ({ expect }) => {
    const schema = { maxLength: 20, pattern: "^(a+)+$" };
    const problems = problemsOf(schema, `${"a".repeat(50)}!`);
    expect(problems).toMatchObject([{ keyword: "maxLength" }]);
  });
});

describe("what is told stays small", () => {
  test("with long enumerations", ({ expect }) => {
    const schema = { items: { enum: list(5000, (index) => `choice ${index}`) } };
    const problems = problemsOf(
      schema,
      list(2000, () => 1),
    );
    expect(JSON.stringify(problems).length).toBeLessThan(20_000);
  });

  test("with endless ways to be wrong", ({ expect }) => {
    const $ref = "#/$defs/a";
    const $defs = { a: { items: { anyOf: [{ $ref }, { $ref }] }, minItems: 2 } };
    const started = performance.now();
    expect(problemsOf({ anyOf: [{ $ref }, { $ref }], $defs }, nested(128))).toEqual([
      {
        instanceLocation: "",
        path: [],
        keywordLocation: "",
        keyword: "complexity",
        message: "the value does not fit the schema, in more ways than can be told",
      },
    ]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
