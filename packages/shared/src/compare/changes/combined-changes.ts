// oxlint-disable unicorn/no-thenable -- `then` is the standard's name, and nobody awaits a schema
import type { Change } from "./change.ts";

const text = { type: "string" };
const integer = { type: "integer" };

/** Written after the first tables were answered, of keywords that work on each other. */
export const combinedChanges: readonly Change[] = [
  [
    "required by a form of anyOf",
    { type: "object", anyOf: [{ required: ["url"] }, { required: ["data"] }] },
    { type: "object", required: ["url"] },
    "narrower",
  ],
  [
    "at least one of two by minProperties",
    {
      type: "object",
      properties: { a: text, b: text },
      additionalProperties: false,
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    {
      type: "object",
      properties: { a: text, b: text },
      additionalProperties: false,
      minProperties: 1,
    },
    "same",
  ],
  [
    "exactly one of two by maxProperties",
    {
      type: "object",
      properties: { a: text, b: text },
      additionalProperties: false,
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    {
      type: "object",
      properties: { a: text, b: text },
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    },
    "same",
  ],
  [
    "a tagged form gets a field",
    {
      oneOf: [
        {
          type: "object",
          properties: { type: { const: "circle" }, r: { type: "number" } },
          required: ["type", "r"],
        },
        { type: "object", properties: { type: { const: "square" } }, required: ["type"] },
      ],
    },
    {
      oneOf: [
        {
          type: "object",
          properties: { type: { const: "circle" }, r: { type: "number" } },
          required: ["type", "r"],
        },
        {
          type: "object",
          properties: { type: { const: "square" }, side: { type: "number" } },
          required: ["type", "side"],
        },
      ],
    },
    "narrower",
  ],
  [
    "a tagged form as conditions",
    {
      type: "object",
      properties: { k: { enum: ["a", "b"] } },
      required: ["k"],
      allOf: [
        { if: { properties: { k: { const: "a" } } }, ["then"]: { required: ["p"] } },
        { if: { properties: { k: { const: "b" } } }, ["then"]: { required: ["q"] } },
      ],
    },
    {
      type: "object",
      anyOf: [
        { properties: { k: { const: "a" } }, required: ["k", "p"] },
        { properties: { k: { const: "b" } }, required: ["k", "q"] },
      ],
    },
    "same",
  ],
  [
    "a condition turned round",
    { if: { required: ["a"] }, ["then"]: { required: ["b"] }, else: { required: ["c"] } },
    { if: { not: { required: ["a"] } }, ["then"]: { required: ["c"] }, else: { required: ["b"] } },
    "same",
  ],
  [
    "dependentRequired in a chain",
    { type: "object", dependentRequired: { a: ["b"], b: ["c"] } },
    { type: "object", dependentRequired: { a: ["b", "c"], b: ["c"] } },
    "same",
  ],
  [
    "dependentSchemas narrows a value",
    { type: "object", properties: { a: true, n: integer } },
    {
      type: "object",
      properties: { a: true, n: integer },
      dependentSchemas: { a: { properties: { n: { minimum: 0 } } } },
    },
    "narrower",
  ],
  [
    "unevaluatedProperties of a base that is extended",
    {
      $ref: "#/$defs/base",
      properties: { b: text },
      unevaluatedProperties: false,
      $defs: { base: { type: "object", properties: { a: text } } },
    },
    { type: "object", properties: { a: text, b: text, c: text }, additionalProperties: false },
    "wider",
  ],
  [
    "unevaluatedProperties behind a condition",
    {
      type: "object",
      properties: { k: { type: "boolean" } },
      required: ["k"],
      if: { properties: { k: { const: true } } },
      ["then"]: { properties: { x: text } },
      unevaluatedProperties: false,
    },
    {
      type: "object",
      properties: { k: { type: "boolean" }, x: text },
      required: ["k"],
      additionalProperties: false,
    },
    "wider",
  ],
  [
    "unevaluatedItems after contains",
    { type: "array", contains: integer, minContains: 0, unevaluatedItems: text },
    { type: "array", items: { type: ["integer", "string"] } },
    "same",
  ],
  [
    "a list of pairs by prefixItems closed",
    {
      type: "array",
      items: { type: "array", prefixItems: [text, integer], minItems: 2, maxItems: 2 },
    },
    {
      type: "array",
      items: { type: "array", prefixItems: [text, { type: "number" }], minItems: 2, items: false },
    },
    "wider",
  ],
  [
    "contains of two kinds",
    { type: "array", allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] },
    { type: "array", minItems: 2, contains: { const: 1 } },
    "wider",
  ],
  [
    "unique items of an enum are three at most",
    { type: "array", items: { enum: ["a", "b", "c"] }, uniqueItems: true },
    { type: "array", items: { enum: ["a", "b", "c"] }, uniqueItems: true, maxItems: 3 },
    "same",
  ],
  [
    "minItems beyond what unique items can be",
    { type: "array", items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 },
    false,
    "same",
  ],
];
