import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import { type FlatSchema, toReference } from "../flat-schema.ts";

function linesOf(schema: FlatSchema, value: unknown): string[] {
  const check = createValidator(schema).check(value);
  const problems = check.valid ? [] : check.problems;
  return problems.map(({ keywordLocation, message }) => `${keywordLocation}: ${message}`);
}

describe("the branch that was meant", () => {
  const shapes = {
    oneOf: [{ $ref: toReference("/circle") }, { $ref: toReference("/square") }, { type: "null" }],
    $defs: {
      "/circle": {
        properties: { kind: { const: "circle" }, radius: { type: "number" } },
        required: ["kind", "radius"],
      },
      "/square": {
        properties: { kind: { enum: ["square", "box"] }, side: { type: "number", minimum: 1 } },
        required: ["kind", "side"],
      },
    },
  };

  test("is told by a constant", ({ expect }) => {
    expect(linesOf(shapes, { kind: "circle", radius: "1" })).toEqual([
      '/circle/properties/radius/type: `radius` must be a number; got "1"',
    ]);
    expect(linesOf(shapes, { kind: "box", side: 0 })).toEqual([
      "/square/properties/side/minimum: `side` must be at least 1; got 0",
    ]);
    expect(linesOf(shapes, { kind: "square" })).toEqual(["/square/required: `side` is required"]);
  });

  test("cannot be told without the constant: all its values are", ({ expect }) => {
    expect(linesOf(shapes, { kind: "line" })).toEqual([
      '/circle/properties/kind/const: `kind` must be one of "circle", "square", "box"; got "line"',
    ]);
    expect(linesOf(shapes, {})).toEqual(["/circle/required: `kind` is required"]);
  });

  test("is the one of the value's type", ({ expect }) => {
    const schema = { anyOf: [{ type: "string", maxLength: 1 }, { type: "null" }] };
    expect(linesOf({ items: schema }, ["ab", "a", null, "cd"])).toEqual([
      "/items/anyOf/0/maxLength: `[0]` must have at most 1 character; got 2",
      "/items/anyOf/0/maxLength: `[3]` must have at most 1 character; got 2",
    ]);
  });

  test("is found in alternatives inside alternatives", ({ expect }) => {
    const schema = {
      anyOf: [{ type: "null" }, { type: "array", items: shapes }],
      $defs: shapes.$defs,
    };
    expect(linesOf(schema, [{ kind: "circle", radius: null }])).toEqual([
      "/circle/properties/radius/type: `[0].radius` must be a number; got null",
    ]);
  });

  test("is not looked for among hundreds", ({ expect }) => {
    const branches = Array.from({ length: 500 }, (_, index) => ({ minimum: index + 1 }));
    expect(linesOf({ anyOf: branches }, 0)).toEqual([
      "/anyOf: the value fits none of the 500 forms that the schema allows",
    ]);
  });
});

describe("where no branch is of the value's type", () => {
  test("the types of all are told", ({ expect }) => {
    const schema = {
      anyOf: [{ type: "string" }, { $ref: "#/$defs/n" }],
      $defs: { n: { type: "null" } },
    };
    expect(linesOf(schema, 1)).toEqual([
      "/anyOf/0/type: the value must be a string or null; got 1",
    ]);
  });
});

describe("where branches are but values", () => {
  test("the values of all are told", ({ expect }) => {
    const schema = { oneOf: [{ const: "a" }, { const: ["b"] }, { enum: ["c", null] }] };
    expect(linesOf(schema, 1)).toEqual([
      '/oneOf/0/const: the value must be one of "a", an array, "c", null; got 1',
    ]);
  });
});

test("counted items leave only the count", ({ expect }) => {
  const schema = { contains: { anyOf: [{ type: "string" }, { type: "null" }] }, minContains: 2 };
  expect(linesOf(schema, [1, 2, "a"])).toEqual([
    "/minContains: the value must hold at least 2 items of the kind that the schema names",
  ]);
});

test("a name may have alternatives too", ({ expect }) => {
  const schema = { propertyNames: { anyOf: [{ maxLength: 1 }, { enum: ["abc"] }] } };
  expect(linesOf(schema, { abc: 1, ab: 1 })).toEqual([
    "/propertyNames/anyOf: the property name `ab` fits none of the 2 forms that the schema allows",
  ]);
});
