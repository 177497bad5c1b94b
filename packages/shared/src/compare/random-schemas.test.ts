// oxlint-disable unicorn/no-thenable -- `then` is the standard's name, and nobody awaits a schema
import fc from "fast-check";
import { describe, test } from "vitest";

import { createValidator } from "../schema/create-validator.ts";
import type { FlatSchema } from "../schema/flat-schema.ts";
import { compareSchemas } from "./compare-schemas.ts";

const name = fc.constantFrom("a", "b", "c");
const pattern = fc.constantFrom("^a", "b$", "^[a-c]+$", "^.{2}$");
const size = fc.nat(3);
const scalar = fc.constantFrom(null, true, 0, 1, 2, 1.5, -1, "", "a", "ab");
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(name, tie("any"), { maxKeys: 3 }),
  ),
})).any;

/** Only below an item or a property: compileSchema refuses references that go round in place. */
const link = fc.record({ $ref: fc.constantFrom("#", "#/$defs/d"), default: scalar });

const schema = fc.letrec<{ node: FlatSchema }>((tie) => {
  const node = tie("node");
  const nodes = fc.array(node, { minLength: 1, maxLength: 2 });
  return {
    node: fc.oneof(
      { maxDepth: 3 },
      fc.boolean(),
      fc.record(
        {
          type: fc.constantFrom("null", "integer", "number", "string", "array", "object"),
          enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }),
          minimum: size,
          exclusiveMaximum: size,
          multipleOf: fc.constantFrom(1, 2, 0.5),
          pattern,
          maxLength: size,
          minItems: size,
          uniqueItems: fc.boolean(),
          required: fc.array(name, { maxLength: 1 }),
          maxProperties: size,
          dependentRequired: fc.dictionary(name, fc.array(name, { maxLength: 1 }), { maxKeys: 1 }),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          properties: fc.dictionary(name, node, { maxKeys: 2 }),
          patternProperties: fc.dictionary(pattern, node, { maxKeys: 1 }),
          additionalProperties: node,
          propertyNames: node,
          unevaluatedProperties: node,
          dependentSchemas: fc.dictionary(name, node, { maxKeys: 1 }),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          prefixItems: nodes,
          items: node,
          contains: node,
          maxContains: size,
          unevaluatedItems: node,
        },
        { requiredKeys: [] },
      ),
      fc.record({ allOf: nodes, anyOf: nodes, oneOf: nodes, not: node }, { requiredKeys: [] }),
      fc.record({ if: node, then: node, else: node }),
      fc.record({ items: link }),
      fc.record({ properties: fc.dictionary(name, link, { maxKeys: 2 }) }),
      fc.record({
        properties: fc.dictionary(name, fc.record({ default: scalar }), { maxKeys: 2 }),
      }),
    ),
  };
}).node;

const document = fc
  .tuple(schema, schema)
  .map(([root, d]): FlatSchema => ({ allOf: [root], $defs: { d } }));

describe("comparing random schemas", () => {
  test("never claims what is not so, and says the same twice", ({ expect }) => {
    const changes = fc.tuple(document, document, fc.array(value, { minLength: 40, maxLength: 40 }));
    fc.assert(
      fc.property(changes, ([before, after, values]) => {
        const comparison = compareSchemas(before, after, "input");
        expect(compareSchemas(before, after, "input")).toEqual(comparison);
        const [old, young] = [createValidator(before), createValidator(after)];
        const isLost = (each: unknown): boolean =>
          old.check(each).valid && !young.check(each).valid;
        for (const { counterExample } of comparison.breaks)
          expect(isLost(counterExample)).toBe(true);
        expect(comparison.breaks.length > 0).toBe(comparison.verdict === "breaking");
        expect(comparison.verdict === "compatible" && values.some(isLost)).toBe(false);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  test("finds no difference between a schema and itself", ({ expect }) => {
    fc.assert(
      fc.property(document, (schema_) => {
        const copy = structuredClone(schema_);
        expect(compareSchemas(schema_, copy, "output").bump).toBe("patch");
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe("comparing schemas that are made to take long", () => {
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const definitions = (
    count: number,
    make: (next: string) => object,
  ): { [keyword: string]: unknown } => {
    const chain = many(count, (index): [string, object] => [
      `d${index}`,
      make(`#/$defs/d${index + 1}`),
    ]);
    const last: [string, object] = [`d${count}`, { type: "number" }];
    const $defs: object = Object.fromEntries([...chain, last]);
    return { $ref: "#/$defs/d0", $defs };
  };
  const hostile: [string, { [keyword: string]: unknown }][] = [
    [
      "paths that double 40 times",
      definitions(40, ($ref) => ({ anyOf: [{ $ref }, { $ref, minimum: 1 }] })),
    ],
    ["a long chain of references", definitions(3000, ($ref) => ({ allOf: [{ $ref }] }))],
    ["a reference to itself", { anyOf: [{ $ref: "#" }, { minimum: 3 }] }],
    [
      "many choices",
      { allOf: many(2000, (index) => ({ anyOf: [{ minimum: index }, { maxLength: 1 }] })) },
    ],
    ["many forms", { oneOf: many(150, (index) => ({ properties: { k: { const: index } } })) }],
    ["a pattern of many states", { pattern: "^(a|b)*a(a|b){100}$" }],
    ["a pattern that repeats repetitions", { pattern: "^(a{1,900}b){1,900}$" }],
    [
      "defaults without end",
      { properties: { a: { $ref: "#", default: {} }, b: { $ref: "#", default: {} } } },
    ],
    ["numbers at the ends", { minimum: 1e308, multipleOf: 5e-324 }],
    [
      "counts without end",
      { contains: true, minContains: 1e15, minProperties: 1e15, minLength: 1e15 },
    ],
  ];

  test.for(hostile)("ends: %s", ([, schema_], { expect }) => {
    for (const direction of ["input", "output"] as const) {
      for (const other of [true, { type: "integer" }, { ...schema_, maximum: 7 }]) {
        const { verdict, breaks } = compareSchemas(schema_, other, direction);
        expect(breaks.length > 0).toBe(verdict === "breaking");
      }
    }
  });
});
