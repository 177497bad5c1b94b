import { describe, test } from "vitest";

import type { CompileOptions } from "../compile-options.ts";
import { compileSchema } from "../compile-schema.ts";
import { SchemaError, type SchemaFault } from "../schema-error.ts";
import type { PatternComplexity } from "./pattern-judge.ts";

function faultsOf(schema: unknown, options: CompileOptions = {}): SchemaFault[] {
  try {
    compileSchema(schema, options);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.faults;
  }
  return [];
}

function pointersOf(schema: unknown, options: CompileOptions = {}): string[] {
  return faultsOf(schema, options).map(({ pointer }) => pointer);
}

/** Definitions `d0` to `d<last>`, each made from the reference to the next; the last one takes all. */
function chain(last: number, link: (next: { $ref: string }) => unknown): unknown {
  const names = Array.from({ length: last }, (_, index) => index);
  const links = names.map((index): [string, unknown] => [
    `d${index}`,
    link({ $ref: `#/$defs/d${index + 1}` }),
  ]);
  return { $ref: "#/$defs/d0", $defs: { ...Object.fromEntries(links), [`d${last}`]: true } };
}

describe("references that consume nothing", () => {
  const cycles: [string, unknown, string][] = [
    ["to itself", { $ref: "#" }, "/$ref"],
    ["inside allOf", { allOf: [{ $ref: "#" }] }, "/allOf/0/$ref"],
    ["inside if", { if: { not: { $ref: "#" } } }, "/if/not/$ref"],
    [
      "inside dependentSchemas",
      { dependentSchemas: { a: { $ref: "#" } } },
      "/dependentSchemas/a/$ref",
    ],
    ["inside dependencies", { dependencies: { a: { $ref: "#" } } }, "/dependencies/a/$ref"],
    [
      "to each other",
      {
        $ref: "#/$defs/a",
        $defs: { a: { oneOf: [{ $ref: "#/$defs/b" }] }, b: { $ref: "#/$defs/a" } },
      },
      "/$defs/b/$ref",
    ],
    [
      "below a property",
      { properties: { p: { anyOf: [{ $ref: "#/properties/p" }] } } },
      "/properties/p/anyOf/0/$ref",
    ],
    ["through a dynamic anchor", { $dynamicAnchor: "a", $dynamicRef: "#a" }, ""],
  ];

  test.for(cycles)("are refused: %s", ([, schema, pointer], { expect }) => {
    expect(pointersOf(schema)).toEqual([pointer]);
    expect(faultsOf(schema)[0]?.message).toContain("leads back to itself");
  });

  test("are taken where they go into the value", ({ expect }) => {
    expect(pointersOf({ items: { $ref: "#" }, propertyNames: { $ref: "#" } })).toEqual([]);
  });
});

describe("paths through schemas for one value", () => {
  test.for(["allOf", "anyOf", "oneOf"])(
    "may be 2^12 through %s, and not 2^20",
    (keyword, { expect }) => {
      const link = (next: unknown): unknown => ({ [keyword]: [next, next] });
      expect(pointersOf(chain(12, link))).toEqual([]);
      const faults = faultsOf(chain(20, link));
      expect(faults).toHaveLength(1);
      expect(faults[0]?.message).toContain("more than 16384 paths");
    },
  );

  test("may be through 900 references in a row, and not through 2,000", ({ expect }) => {
    expect(pointersOf(chain(900, (next) => next))).toEqual([]);
    const faults = faultsOf(chain(2000, (next) => next));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain("more than 1000 schemas for one value inside each other");
  });
});

describe("patterns", () => {
  const judging = (verdict: PatternComplexity): CompileOptions => ({ judgePattern: () => verdict });

  test("need a judge", ({ expect }) => {
    const faults = faultsOf({ not: { pattern: "a" } });
    expect(faults).toMatchObject([{ pointer: "/not/pattern" }]);
    expect(faults[0]?.message).toContain("set `judgePattern`");
    expect(pointersOf({ patternProperties: { "a/b": true } })).toEqual(["/patternProperties/a~1b"]);
  });

  test("that the judge finds linear are taken", ({ expect }) => {
    const schema = { pattern: "a", patternProperties: { a: true } };
    expect(pointersOf(schema, judging({ kind: "linear" }))).toEqual([]);
  });

  test.for([
    { kind: "exponential" },
    { kind: "unknown" },
    { kind: "polynomial", degree: 3 },
  ] as const)("that are %j are refused, beside a maxLength too", (verdict, { expect }) => {
    const schema = { maxLength: 10, pattern: "a", patternProperties: { b: true } };
    expect(pointersOf(schema, judging(verdict))).toEqual(["/pattern", "/patternProperties/b"]);
  });

  test("that are quadratic are taken beside a maxLength of 256, and nowhere else", ({ expect }) => {
    const quadratic = judging({ kind: "polynomial", degree: 2 });
    expect(pointersOf({ maxLength: 256, pattern: "a" }, quadratic)).toEqual([]);
    expect(pointersOf({ maxLength: 257, pattern: "a" }, quadratic)).toEqual(["/pattern"]);
    expect(pointersOf({ allOf: [{ maxLength: 9 }], pattern: "a" }, quadratic)).toEqual([
      "/pattern",
    ]);
    const names = { propertyNames: { maxLength: 9 }, patternProperties: { a: true } };
    expect(pointersOf(names, quadratic)).toEqual(["/patternProperties/a"]);
  });

  test("may be 100 different ones, each judged once", ({ expect }) => {
    const judged: string[] = [];
    const judgePattern = (pattern: string): PatternComplexity => {
      judged.push(pattern);
      return { kind: "linear" };
    };
    const patterns = (count: number): unknown => ({
      anyOf: Array.from({ length: 2 * count }, (_, index) => ({ pattern: `a${index % count}` })),
    });
    expect(pointersOf(patterns(100), { judgePattern })).toEqual([]);
    expect(judged).toHaveLength(100);
    expect(faultsOf(patterns(101), { judgePattern })[0]?.message).toContain(
      "101 different patterns",
    );
  });
});

describe("defaults and examples", () => {
  test("must satisfy the schema that they stand in", ({ expect }) => {
    const schema = {
      $defs: { unused: { type: "null", default: 1 } },
      properties: { a: { $ref: "#/$defs/n", examples: [1, "x"] }, b: { maximum: 3, default: 5 } },
    };
    expect(faultsOf({ ...schema, $defs: { ...schema.$defs, n: { type: "number" } } })).toEqual([
      {
        pointer: "/$defs/unused/default",
        path: ["$defs", "unused", "default"],
        message: "`default` must be null; got 1 (the schema breaks its own `default`)",
      },
      {
        pointer: "/properties/a/examples/1",
        path: ["properties", "a", "examples", 1],
        message: '`examples[1]` must be a number; got "x" (the schema breaks its own `examples`)',
      },
      {
        pointer: "/properties/b/default",
        path: ["properties", "b", "default"],
        message: "`default` must be at most 3; got 5 (the schema breaks its own `default`)",
      },
    ]);
  });

  test("are filled in like any value before they are checked", ({ expect }) => {
    const options = { properties: { n: { type: "number", default: 1 } }, required: ["n"] };
    expect(pointersOf({ ...options, default: {}, examples: [{ n: 2 }] })).toEqual([]);
    expect(faultsOf({ ...options, default: { n: "x" } })[0]?.message).toContain("`default.n` must");
  });

  test("may hold what looks like a schema, and names that objects have", ({ expect }) => {
    const value: unknown = JSON.parse('{"__proto__":{"$ref":"#/none"}}');
    expect(pointersOf({ type: "object", default: value, examples: [value] })).toEqual([]);
  });

  test("mean the extended schema in one that extends", ({ expect }) => {
    const schema = {
      $id: "https://a.example/strict",
      $dynamicAnchor: "node",
      $ref: "tree",
      $defs: {
        tree: {
          $id: "tree",
          $dynamicAnchor: "node",
          items: { $dynamicRef: "#node", examples: [{ leaf: true }] },
        },
      },
      required: ["leaf"],
    };
    expect(faultsOf(schema)).toEqual([]);
    expect(pointersOf({ ...schema, required: ["root"] })).toEqual(["/$defs/tree/items/examples/0"]);
  });

  test("do not let the compiler run into what the root does not lead to", ({ expect }) => {
    expect(pointersOf({ $defs: { a: { $ref: "#/$defs/a", default: 1 } } })).toEqual([
      "/$defs/a/$ref",
    ]);
  });
});
