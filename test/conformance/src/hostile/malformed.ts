import { type Probe, refused } from "./probe.ts";

/** No schemas, each for one reason: what the meta-schema forbids. */
const malformed: Record<string, unknown> = {
  'type "foo"': { type: "foo" },
  'type ["foo", "string"]': { type: ["foo", "string"] },
  "type []": { type: [] },
  'type ["string", "string"]': { type: ["string", "string"] },
  'required "abc"': { required: "abc" },
  "required [1]": { required: [1] },
  "required true": { required: true },
  'minimum "x"': { minimum: "x" },
  'minLength "3"': { minLength: "3" },
  "minLength -1": { minLength: -1 },
  "maxItems 1.5": { maxItems: 1.5 },
  "multipleOf 0": { multipleOf: 0 },
  'additionalProperties "no"': { additionalProperties: "no" },
  "items [..]": { items: [{}] },
  "prefixItems []": { prefixItems: [] },
  'enum "abc"': { enum: "abc" },
  "allOf {}": { allOf: {} },
  "anyOf []": { anyOf: [] },
  "properties []": { properties: [] },
  'uniqueItems "yes"': { uniqueItems: "yes" },
  "$ref 1": { $ref: 1 },
  "$defs with a number": { $defs: { a: 1 } },
};

/** Where a schema can stand in another. */
const levels: Record<string, (schema: unknown) => unknown> = {
  "at the root": (schema) => schema,
  "in a property": (schema) => ({ properties: { a: schema } }),
  "in an unused definition": (schema) => ({ $defs: { a: schema } }),
  "three levels down": (schema) => ({ allOf: [{ items: { not: schema } }] }),
};

const anything = /./;

export const malformedProbes: Probe[] = [
  { name: "schema []", schema: () => [], expected: refused(anything) },
  { name: 'schema "x"', schema: () => "x", expected: refused(anything) },
  { name: "schema null", schema: () => null, expected: refused(anything) },
  ...Object.entries(malformed).flatMap(([name, schema]) =>
    Object.entries(levels).map(([level, place]) => ({
      name: `${name} ${level}`,
      schema: () => place(schema),
      expected: refused(anything),
    })),
  ),
  {
    name: "$schema of draft 7",
    schema: () => ({ $schema: "http://json-schema.org/draft-07/schema#" }),
    expected: refused(/2020-12/),
  },
  {
    name: "unknown $schema",
    schema: () => ({ $schema: "https://example.com/dialect" }),
    expected: refused(/example\.com|2020-12/),
  },
  {
    name: "misspelt keyword",
    schema: () => ({ requird: ["a"] }),
    value: () => ({}),
    expected: { end: "accepts", warns: /requird.*required/ },
  },
  {
    name: "unknown format",
    schema: () => ({ format: "emial" }),
    value: () => "x",
    expected: { end: "accepts", warns: /emial/ },
  },
];
