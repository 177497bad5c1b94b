import { type Schema, Validator as Library } from "@cfworker/json-schema";
import fc from "fast-check";
import { test } from "vitest";

import { createValidator } from "../create-validator.ts";
import { type FlatNode, toReference } from "../flat-schema.ts";

/*
 * The library is the oracle, but for what it is known to have wrong: below the root, `unevaluated…` sees
 * what stands beside its schema. unevaluated.test.ts has what is right there.
 */

const definition = "/$defs/tree (2)";
const $ref = toReference(definition);
const tree = {
  anyOf: [
    { type: "null" },
    { type: "array", items: { $ref }, maxItems: 2 },
    { type: "object", additionalProperties: { $ref }, required: ["a"] },
  ],
};

const name = fc.constantFrom("a", "b", "ab", "toString", "__proto__", "ü/~");
const nameList = fc.uniqueArray(name, { maxLength: 2 });
const count = fc.integer({ min: 0, max: 3 });
const scalar = fc.constantFrom<unknown[]>(null, true, 0, 1, 2, 1.5, -1, 0.3, "", "a", "ab", "ü😀");

function record<T>(of: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc
    .uniqueArray(fc.tuple(name, of), { selector: ([key]) => key, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));
}

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    record(tie("value")),
  ),
}));

/** One to three of these make a schema: more hardly ever accept anything. */
function facets(schema: fc.Arbitrary<FlatNode>): fc.Arbitrary<Record<string, unknown>>[] {
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  const map = record(schema);
  const patterns = map.map((entries) =>
    Object.fromEntries(Object.entries(entries).map(([key, node]) => [`^${key.slice(0, 1)}`, node])),
  );
  const type = fc.constantFrom("object", "array", "number", "integer", "string", "boolean");
  const some = { requiredKeys: [] };
  return [
    fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
    fc.record({ enum: fc.array(value, { maxLength: 4 }) }),
    fc.record({ const: value }),
    fc.record({ minimum: count, exclusiveMaximum: count }, some),
    fc.record({ multipleOf: fc.constantFrom(1, 2, 0.1, 0.5) }),
    fc.record({ minLength: count, maxLength: count }, some),
    fc.record({ pattern: fc.constantFrom("^a", "b$", "^.$") }),
    fc.record({ minItems: count, maxItems: count, uniqueItems: fc.boolean() }, some),
    fc.record({ prefixItems: list, items: schema }, some),
    fc.record({ contains: schema, minContains: count, maxContains: count }, some),
    fc.record({ required: nameList }),
    fc.record({ minProperties: count, maxProperties: count }, some),
    fc.record({ properties: map, patternProperties: patterns, additionalProperties: schema }, some),
    fc.record({ propertyNames: schema }),
    fc.record({ dependentRequired: record(nameList), dependentSchemas: map }, some),
    fc.record({ allOf: list, anyOf: list, oneOf: list }, some),
    fc.record({ not: schema }),
    // oxlint-disable-next-line unicorn/no-thenable -- the standard's name; nobody awaits a schema
    fc.record({ if: schema, then: schema, else: schema }, some),
    fc.record({ $ref: fc.constantFrom($ref) }),
  ];
}

const { schema } = fc.letrec<{ schema: FlatNode }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc.record({ type: fc.constantFrom("string", "number", "array", "object") }),
    fc
      .array(fc.oneof(...facets(tie("schema"))), { minLength: 1, maxLength: 3 })
      .map((parts): FlatNode => Object.fromEntries(parts.flatMap((part) => Object.entries(part)))),
  ),
}));

const flat = fc
  .tuple(
    schema.filter((node) => typeof node === "object"),
    fc.record({ unevaluatedProperties: schema, unevaluatedItems: schema }, { requiredKeys: [] }),
  )
  .map(([root, left]): FlatNode => ({
    ...(typeof root === "object" && root),
    ...left,
    $defs: { [definition]: tree },
  }));

/** The library's type knows no `true` in some places; its code does. */
function asLibrarySchema(node: FlatNode): Schema | boolean {
  return node;
}

test("the verdict is the library's, and comes with at least one problem", ({ expect }) => {
  const verdicts = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(flat, fc.array(value, { minLength: 1, maxLength: 5 }), (one, values) => {
      const library = new Library(asLibrarySchema(structuredClone(one)), "2020-12");
      const ours = createValidator(one);
      for (const each of values) {
        const check = ours.check(each);
        expect(check.valid).toBe(library.validate(each).valid);
        expect(check.valid || check.problems.length > 0).toBe(true);
        verdicts[check.valid ? "valid" : "invalid"] += 1;
      }
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(1000);
});
