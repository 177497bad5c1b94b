import { describe, test } from "vitest";

import { compileSchema } from "../compile-schema.ts";
import type { SchemaProblem } from "../schema-problem.ts";

function problemsOf(schema: unknown, value: unknown): SchemaProblem[] {
  const check = compileSchema(schema).check(value);
  return check.valid ? [] : check.problems;
}

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

const tree = { items: { $ref: "#" } };

describe("a hostile value", () => {
  test("may be 128 levels deep and no deeper", ({ expect }) => {
    expect(problemsOf(tree, nested(128))).toEqual([]);
    expect(problemsOf(tree, nested(129))).toEqual([
      {
        instanceLocation: "",
        path: [],
        keywordLocation: "",
        keyword: "json",
        message: "the value is nested deeper than 128 levels",
      },
    ]);
    expect(problemsOf(true, nested(100_000))).toHaveLength(1);
  });

  test("may not contain itself", ({ expect }) => {
    const cycle: unknown[] = [];
    cycle.push(cycle, cycle);
    expect(problemsOf(true, cycle)).toHaveLength(1);
  });

  const notJson: [string, unknown][] = [
    ["undefined", undefined],
    ["BigInt", 1n],
    ["a symbol", Symbol("x")],
    ["a number beyond the doubles", JSON.parse("1e999")],
  ];

  test.for(notJson)("may not hold %s", ([, value], { expect }) => {
    expect(problemsOf(true, value)).toMatchObject([{ instanceLocation: "", keyword: "json" }]);
    expect(problemsOf(true, { a: [value] })).toMatchObject([
      { instanceLocation: "/a/0", keyword: "json" },
    ]);
  });

  test("may not have half a surrogate pair in a name, where the library throws", ({ expect }) => {
    expect(problemsOf({ additionalProperties: true }, { a: { "\ud800": 1 } })).toMatchObject([
      { instanceLocation: "/a/\ud800", keyword: "json" },
    ]);
  });

  test("is no danger to the format url", ({ expect }) => {
    const started = performance.now();
    problemsOf({ format: "url" }, `http://${"a-".repeat(50_000)}!`);
    problemsOf({ format: "url" }, `http://x:${"a@".repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("gets short texts from long enumerations", ({ expect }) => {
    const choices = Array.from({ length: 5000 }, (_, index) => `choice ${index}`);
    const schema = { items: { enum: choices } };
    const problems = problemsOf(
      schema,
      Array.from({ length: 2000 }, () => 1),
    );
    expect(JSON.stringify(problems).length).toBeLessThan(20_000);
  });

  test("with more wrong items than a call takes arguments is refused in order", ({ expect }) => {
    expect(
      problemsOf(
        { items: { type: "string" } },
        Array.from({ length: 300_000 }, () => 1),
      ),
    ).not.toEqual([]);
  });
});
