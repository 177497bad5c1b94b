import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import { type FlatSchema, toReference } from "../flat-schema.ts";
import type { SchemaProblem } from "../schema-problem.ts";
import { toWireProblem } from "../to-wire-problem.ts";

function problemsOf(schema: FlatSchema, value: unknown): SchemaProblem[] {
  const check = createValidator(schema).check(value);
  return check.valid ? [] : check.problems;
}

function linesOf(schema: FlatSchema, value: unknown): string[] {
  return problemsOf(schema, value).map(
    ({ instanceLocation, message }) => `${instanceLocation} ${message}`,
  );
}

describe("a problem's sentence", () => {
  const sentences: [FlatSchema, unknown, string][] = [
    [{ type: "string" }, 5, "the value must be a string; got 5"],
    [{ type: ["integer", "null"] }, 1.5, "the value must be an integer or null; got 1.5"],
    [{ enum: [2, 3, 4, 8] }, 5, "the value must be one of 2, 3, 4, 8; got 5"],
    [
      { enum: Array.from({ length: 100 }, (_, n) => n) },
      "a",
      "one of 0, 1, 2, 3, 4, 5, 6, 7 and 92 more",
    ],
    [{ const: "x".repeat(500) }, [], `the value must be "${"x".repeat(60)}…"; got an empty array`],
    [{ minimum: 1 }, 0, "the value must be at least 1; got 0"],
    [{ exclusiveMaximum: 1 }, 1, "the value must be less than 1; got 1"],
    [{ multipleOf: 8 }, 9, "the value must be a multiple of 8; got 9"],
    [{ minLength: 2 }, "😀", "the value must have at least 2 characters; got 1"],
    [{ maxItems: 1 }, [1, 2], "the value must have at most 1 item; got 2"],
    [{ minProperties: 2 }, {}, "the value must have at least 2 properties; got 0"],
    [{ pattern: "^a+$" }, "b", 'the value must match the pattern "^a+$"; got "b"'],
    [{ format: "date" }, "b", 'the value must be a valid date; got "b"'],
    [{ uniqueItems: true }, [1, 1], "the value must not hold the same item twice"],
    [{ contains: { type: "string" } }, [1], "the value must hold at least one item of the kind"],
    [{ not: { type: "null" } }, null, "the value is of a form that the schema rules out"],
    [false, 1, "the value is not allowed"],
    [{ oneOf: [true, { type: "null" }, { minimum: 0 }] }, 1, "must fit exactly one of the 3 forms"],
    [{ anyOf: [{ minimum: 2 }, { multipleOf: 2 }] }, 1, "fits none of the 2 forms"],
  ];

  test.for(sentences)("about %j and %j", ([schema, value, part], { expect }) => {
    const problems = problemsOf(schema, value);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(part);
  });
});

describe("a problem's place", () => {
  const input = {
    required: ["image"],
    properties: {
      scale: { $ref: "#/$defs/scale" },
      sizes: { items: { properties: { w: { type: "integer" } } } },
    },
    additionalProperties: false,
    $defs: { scale: { enum: [2, 3, 4, 8] } },
  };

  test("is a JSON Pointer to each wrong value, or to where a missing one belongs", ({ expect }) => {
    const value = { scale: 5, sizes: [{ w: 1 }, { w: "a" }], "a/b ~%": 1 };
    expect(linesOf(input, value)).toEqual([
      "/image `image` is required",
      "/scale `scale` must be one of 2, 3, 4, 8; got 5",
      '/sizes/1/w `sizes[1].w` must be an integer; got "a"',
      "/a~1b ~0% `a/b ~%` is not a known property; known are `scale`, `sizes`",
    ]);
  });

  test("is a JSON Pointer into the owner's schema, too", ({ expect }) => {
    const named = "/properties/a~1b";
    const $defs = {
      [named]: { properties: { "x/y": { type: "null" } } },
      [`${named} (2)`]: { items: false },
      "/$defs/no (3)": { maxItems: 0 },
      "https://x.example/y#/$defs/z": { $ref: toReference("/$defs/no (3)"), minItems: 2 },
    };
    const properties = {
      a: { $ref: toReference(named) },
      b: { $ref: toReference(`${named} (2)`) },
      c: { $ref: toReference("https://x.example/y#/$defs/z"), uniqueItems: true },
      "d~": false,
    };
    const value = { a: { "x/y": 1 }, b: [1], c: [1], "d~": 1 };
    const problems = problemsOf({ properties, $defs }, value);
    expect(problems.map(({ keyword, keywordLocation }) => [keyword, keywordLocation])).toEqual([
      ["type", "/properties/a~1b/properties/x~1y/type"],
      ["items", "/properties/a~1b/items"],
      ["minItems", "https://x.example/y#/$defs/z/minItems"],
      ["maxItems", "/$defs/no (3)/maxItems"],
      ["properties", "/properties/d~0"],
    ]);
  });

  test("tells indexes from keys in a 422", ({ expect }) => {
    const schema = { properties: { "0": { items: { type: "null" } } }, required: ["image"] };
    const problems = problemsOf(schema, { "0": [1] });
    expect(problems.map((problem) => toWireProblem(problem, ["body", "input"]))).toEqual([
      { loc: ["body", "input", "image"], msg: "`image` is required", type: "missing" },
      {
        loc: ["body", "input", "0", 0],
        msg: "`0[0]` must be null; got 1",
        type: "type_error",
      },
    ]);
  });

  test("names the property whose name is wrong, and what a given one asks for", ({ expect }) => {
    const schema = { propertyNames: { maxLength: 2 }, dependentRequired: { ab: ["cd"] } };
    expect(linesOf(schema, { ab: 1, long: 2 })).toEqual([
      "/long the property name `long` must have at most 2 characters; got 4",
      "/cd `cd` is required beside `ab`",
    ]);
  });

  test("is the surplus item of a tuple", ({ expect }) => {
    const schema = { prefixItems: [{ type: "number" }, true], items: false };
    expect(linesOf(schema, ["a", 1, 2])).toEqual([
      '/0 `[0]` must be a number; got "a"',
      "/2 `[2]` is an item too many; at most 2 are allowed",
    ]);
  });
});

describe("many problems", () => {
  test("are cut at fifty, each told once", ({ expect }) => {
    const schema = { items: { allOf: [{ type: "string" }, { type: "string" }] } };
    const problems = problemsOf(
      schema,
      Array.from({ length: 500 }, () => 1),
    );
    expect(problems).toHaveLength(50);
    expect(problems.at(-1)?.instanceLocation).toBe("/49");
  });

  test("stay small where the names are huge", ({ expect }) => {
    const names = Array.from({ length: 60 }, (_, index) => "k".repeat(20_000) + String(index));
    const problems = problemsOf(false, Object.fromEntries(names.map((name) => [name, 1])));
    const closed = problemsOf(
      { additionalProperties: false },
      Object.fromEntries(names.map((name) => [name, 1])),
    );
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(closed).length).toBeLessThan(200_000);
  });
});
