import { describe, test } from "vitest";

import type { CompileOptions } from "../compile-options.ts";
import { compileSchema } from "../compile-schema.ts";
import { schemaDialect } from "../schema-dialect.ts";
import { SchemaError } from "../schema-error.ts";

function faultOf(
  schema: unknown,
  options: CompileOptions = {},
): [pointer: string, message: string] {
  try {
    compileSchema(schema, options);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return [error.faults[0]?.pointer ?? "", error.faults[0]?.message ?? ""];
  }
  return ["", "no fault"];
}

const number = { type: "number" };

/** Schemas in which `a` must be a number. */
const followed: [string, { [keyword: string]: unknown }][] = [
  ["a pointer", { $ref: "#/$defs/n" }],
  ["a pointer with escapes", { $ref: "#/$defs/t~0~1t" }],
  ["a pointer with percent signs", { $ref: "#/$defs/%C3%BC%20%22%25" }],
  ["a pointer with what percent signs are for", { $ref: '#/$defs/ü "%25' }],
  ["a pointer beyond the basic plane", { $ref: "#/$defs/\u{1F600}" }],
  ["a pointer under an unknown keyword", { $ref: "#/components/n" }],
  ["a pointer into data", { $ref: "#/$defs/data/const" }],
  ["an anchor", { $ref: "#anchored" }],
  ["an identifier", { $ref: "named" }],
  ["an identifier from the root", { $ref: "/named" }],
  ["an absolute identifier", { $ref: "https://a.example/named#" }],
  ["a pointer into a resource", { $ref: "outer#/$defs/n" }],
  ["an identifier without a path", { $ref: "urn:example:n" }],
  ["a pointer into one without a path", { $ref: "urn:example:n#/$defs/inner" }],
];

const $defs = {
  n: number,
  "t~/t": number,
  'ü "%': number,
  "\u{1F600}": number,
  data: { const: number },
  anchored: { $anchor: "anchored", ...number },
  named: { $id: "named", ...number },
  outer: { $id: "outer", $defs: { n: number } },
  urn: { $id: "urn:example:n", ...number, $defs: { inner: { $ref: "#" } } },
};

describe("a reference", () => {
  test.for(followed)("is followed: %s", ([, schema], { expect }) => {
    const { check } = compileSchema({
      $id: "https://a.example/root",
      properties: { a: schema },
      components: { n: number },
      $defs,
    });
    expect([check({ a: 1 }).valid, check({ a: "1" }).valid]).toEqual([true, false]);
  });

  test("counts beside other keywords", ({ expect }) => {
    const { check } = compileSchema({ $ref: "#/$defs/n", minimum: 2, $defs: { n: number } });
    expect([1, 2, "2"].map((value) => check(value).valid)).toEqual([false, true, false]);
  });

  test("may be empty, or to a document that was given, by its URI or its identifier", ({
    expect,
  }) => {
    const list = { items: { $ref: "" }, type: "array" };
    expect(compileSchema(list).check([[]]).valid).toBe(true);
    expect(compileSchema(list).check([1]).valid).toBe(false);
    const documents = {
      "https://a.example/a": {
        $id: "https://b.example/b",
        $ref: "#/$defs/c",
        $defs: { c: number },
      },
      "https://a.example/bad": { type: 1 },
    };
    for (const $ref of ["https://a.example/a", "https://b.example/b"]) {
      const { check } = compileSchema({ $ref }, { documents });
      expect([check(1).valid, check("1").valid]).toEqual([true, false]);
    }
  });

  test("may be to the standard's meta-schema, and reaches all levels of it", ({ expect }) => {
    const { check } = compileSchema({ $ref: schemaDialect });
    expect(check({ properties: { a: { type: "string" } } }).valid).toBe(true);
    expect(check({ properties: { a: { type: 1 } } }).valid).toBe(false);
  });

  test("that leads out is refused, with what to do", ({ expect }) => {
    const [pointer, message] = faultOf({ items: { $ref: "https://b.example/x#/y" } });
    expect(pointer).toBe("/items/$ref");
    expect(message).toContain(
      'to "https://b.example/x"; nothing is fetched: put that schema under',
    );
  });

  test("that points at nothing is refused, with what was meant", ({ expect }) => {
    expect(faultOf({ $ref: "#/$defs/nmuber", $defs: { number } })).toEqual([
      "/$ref",
      '`$ref` points at nothing: "#/$defs/nmuber"; did you mean "#/$defs/number"?',
    ]);
    expect(faultOf({ $dynamicRef: "#none" })[0]).toBe("/$dynamicRef");
    expect(faultOf({ $ref: "#/$defs/toString", $defs: {} })[0]).toBe("/$ref");
  });

  test("in another document is told by the reference that led there", ({ expect }) => {
    const documents = {
      "https://a.example/a": { $ref: "b" },
      "https://a.example/b": { not: { type: 1 } },
    };
    const [pointer, message] = faultOf({ not: { $ref: "https://a.example/a" } }, { documents });
    expect(pointer).toBe("/not/$ref");
    expect(message).toMatch(/^in https:\/\/a.example\/b#\/not\/type: `type` must be/);
  });

  test("is no reference where data stands", ({ expect }) => {
    const data = { $ref: "#/none", $id: "http://[", $anchor: "twice" };
    const schema = { const: data, enum: [data], "x-y": data, $defs: { a: { $anchor: "twice" } } };
    expect(compileSchema(schema).check(data).valid).toBe(true);
  });
});

describe("an identifier", () => {
  test("that is given twice is refused, with both places", ({ expect }) => {
    expect(faultOf({ $defs: { a: { $id: "x" }, b: { $id: "x" } } })).toEqual([
      "/$defs/b/$id",
      "this `$id` stands twice in the schema; the other one is at /$defs/a",
    ]);
    expect(faultOf({ $defs: { a: { $anchor: "x" }, b: { $dynamicAnchor: "x" } } })[0]).toBe(
      "/$defs/b/$dynamicAnchor",
    );
  });

  test("may be empty, or end in an empty fragment, and may not have another", ({ expect }) => {
    const schema = { $id: "", items: { $id: "https://a.example/x#", items: { $ref: "#" } } };
    expect(compileSchema(schema).check([]).valid).toBe(true);
    expect(faultOf({ $id: "https://a.example/x#y" })[0]).toBe("/$id");
  });
});
