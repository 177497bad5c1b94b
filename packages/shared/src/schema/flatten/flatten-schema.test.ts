import { describe, test } from "vitest";

import type { CompileOptions } from "../compile-options.ts";
import { compileSchema } from "../compile-schema.ts";
import { type FlatSchema, toReference } from "../flat-schema.ts";
import { isObject } from "../json/json.ts";

function flatOf(schema: unknown, options: CompileOptions = {}): FlatSchema {
  return compileSchema(schema, options).flat;
}

function definitionsOf(flat: FlatSchema): string[] {
  const definitions = isObject(flat) ? flat["$defs"] : null;
  return isObject(definitions) ? Object.keys(definitions) : [];
}

describe("a flat schema", () => {
  test("holds what judges a value, and defaults", ({ expect }) => {
    const schema = {
      title: "x",
      "x-y": 1,
      $comment: "x",
      format: "none",
      type: "string",
      default: "",
      $defs: { unused: true },
    };
    expect(flatOf(schema)).toEqual({ type: "string", default: "" });
  });

  test("calls a definition by the place that it came from", ({ expect }) => {
    const $defs = {
      "b/c": { $id: "d", $anchor: "a", items: { $ref: "" }, contains: { $ref: "#a" } },
    };
    const itself = { $ref: toReference("/$defs/b~1c") };
    expect(flatOf({ $ref: "d", $defs })).toEqual({
      ...itself,
      $defs: { "/$defs/b~1c": { items: itself, contains: itself } },
    });
  });

  test("calls a definition from another document by that document's URI", ({ expect }) => {
    const documents = { "https://a.example/x": { $defs: { n: { type: "null" } } } };
    const flat = flatOf({ items: { $ref: "https://a.example/x#/$defs/n" } }, { documents });
    const name = "https://a.example/x#/$defs/n";
    expect(flat).toEqual({
      items: { $ref: toReference(name) },
      $defs: { [name]: { type: "null" } },
    });
  });

  test("refers to the root as #, and writes a place that is referred to once", ({ expect }) => {
    const schema = {
      properties: { a: { type: "null" }, b: { $ref: "#/properties/a" } },
      not: { $ref: "#/x" },
      x: { items: { $ref: "#" } },
    };
    expect(flatOf(schema)).toEqual({
      properties: {
        a: { $ref: toReference("/properties/a") },
        b: { $ref: toReference("/properties/a") },
      },
      not: { $ref: toReference("/x") },
      $defs: { "/properties/a": { type: "null" }, "/x": { items: { $ref: "#" } } },
    });
  });

  test("says dependencies in the standard's words of today", ({ expect }) => {
    const schema = {
      dependencies: { a: ["b"], c: { required: ["d"] } },
      dependentRequired: { a: ["e"] },
    };
    expect(flatOf(schema)).toEqual({
      dependentRequired: { a: ["e", "b"] },
      dependentSchemas: { c: { $ref: toReference("/dependencies/c") } },
      $defs: { "/dependencies/c": { required: ["d"] } },
    });
  });

  test("keeps names that objects have by themselves", ({ expect }) => {
    const schema: unknown = JSON.parse(
      '{"properties":{"__proto__":{"$ref":"#/$defs/__proto__"},"constructor":{"$ref":"#toString"}},' +
        '"$defs":{"__proto__":{"type":"null"},"x":{"$anchor":"toString","type":"null"}}}',
    );
    const { check } = compileSchema(schema);
    expect(check(JSON.parse('{"__proto__":null,"constructor":null}')).valid).toBe(true);
    expect(check(JSON.parse('{"__proto__":1}')).valid).toBe(false);
    expect(check({ constructor: 1 }).valid).toBe(false);
    expect(compileSchema({ required: ["toString"] }).check({}).valid).toBe(false);
  });

  test("leaves formats out where they are annotations, and samples where they are", ({
    expect,
  }) => {
    expect(flatOf({ format: "date" })).toEqual({ format: "date" });
    expect(flatOf({ format: "date" }, { formats: "annotate" })).toEqual({});
    expect(flatOf({ type: "null", default: 1 }, { samples: "annotate" })).toEqual({ type: "null" });
  });

  test("is refused above a megabyte", ({ expect }) => {
    const trees = Array.from({ length: 40 }, (_, index): [string, unknown] => [
      `t${index}`,
      { $id: `t${index}`, $dynamicAnchor: "node", $ref: "tree", maxItems: index },
    ]);
    const tree = {
      $id: "tree",
      $dynamicAnchor: "node",
      items: { $dynamicRef: "#node" },
      enum: ["x".repeat(40_000)],
    };
    const $defs = { ...Object.fromEntries(trees), tree };
    const anyOf = Array.from({ length: 40 }, (_, index) => ({ $ref: `t${index}` }));
    expect(() => flatOf({ anyOf, $defs })).toThrow("cannot be stored (1 MB)");
  });
});

describe("a $dynamicRef", () => {
  const tree = {
    $id: "https://a.example/tree",
    $dynamicAnchor: "node",
    properties: { data: true, children: { items: { $dynamicRef: "#node" } } },
  };
  const strict = {
    $id: "https://a.example/strict",
    $dynamicAnchor: "node",
    $ref: "tree",
    unevaluatedProperties: false,
  };

  test("leads to the outermost schema that extends", ({ expect }) => {
    const { check } = compileSchema({ ...strict, $defs: { tree } });
    expect(check({ children: [{ data: 1 }] }).valid).toBe(true);
    expect(check({ children: [{ daat: 1 }] }).valid).toBe(false);
  });

  test("means another schema on another way", ({ expect }) => {
    const properties = { loose: { $ref: "tree" }, strict: { $ref: "strict" } };
    const { check, flat } = compileSchema({
      $id: "https://a.example/both",
      properties,
      $defs: { tree, strict },
    });
    const value = { children: [{ daat: 1 }] };
    expect(check({ loose: value }).valid).toBe(true);
    expect(check({ strict: value }).valid).toBe(false);
    expect(definitionsOf(flat)).toEqual(["/$defs/tree", "/$defs/strict", "/$defs/tree (2)"]);
  });

  test("is one with a $ref beside it", ({ expect }) => {
    const schema = {
      $ref: "#/$defs/a",
      $dynamicRef: "#b",
      $defs: { a: { minimum: 1 }, b: { $dynamicAnchor: "b", maximum: 2 } },
    };
    const { check } = compileSchema(schema);
    expect([0, 1, 3].map((value) => check(value).valid)).toEqual([false, true, false]);
  });
});

describe("a dialect of one's own", () => {
  const vocabulary = (name: string): string =>
    `https://json-schema.org/draft/2020-12/vocab/${name}`;
  const uri = "https://a.example/dialect";
  const dialect = (vocabularies: Record<string, boolean>): CompileOptions => ({
    documents: {
      [uri]: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: uri,
        $dynamicAnchor: "meta",
        $vocabulary: { [vocabulary("core")]: true, ...vocabularies },
        required: ["$comment"],
      },
    },
  });

  test("lacks the keywords of vocabularies that it does not have", ({ expect }) => {
    const schema = {
      $schema: uri,
      $comment: "",
      minimum: "no number",
      not: { type: 1, $comment: "" },
    };
    const options = dialect({ [vocabulary("applicator")]: true });
    expect(flatOf(schema, options)).toEqual({ not: {} });
  });

  test("adds to what a schema must satisfy, at every level", ({ expect }) => {
    const options = dialect({ [vocabulary("applicator")]: true });
    const compile = (): unknown => compileSchema({ $schema: uri, $comment: "", not: {} }, options);
    expect(compile).toThrow("`not.$comment`");
  });

  test("keeps the form of the keywords that it has", ({ expect }) => {
    const options = dialect({ [vocabulary("validation")]: true });
    const compile = (): unknown =>
      compileSchema({ $schema: uri, $comment: "", minimum: "x" }, options);
    expect(compile).toThrow('`minimum` must be a number; got "x"');
  });

  test("is refused with a vocabulary that is required and not known", ({ expect }) => {
    const needy = dialect({ "https://a.example/units": true });
    expect(() => compileSchema({ $schema: uri }, needy)).toThrow("https://a.example/units");
    const lenient = dialect({ "https://a.example/units": false });
    expect(flatOf({ $schema: uri, $comment: "" }, lenient)).toEqual({});
  });

  test("asserts formats where its vocabulary says so", ({ expect }) => {
    const options = dialect({ [vocabulary("format-assertion")]: true });
    const schema = { $schema: uri, $comment: "", format: "date" };
    expect(flatOf(schema, { ...options, formats: "annotate" })).toEqual({ format: "date" });
  });
});
