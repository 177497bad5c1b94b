// oxlint-disable unicorn/no-thenable -- `then` is the standard's name, and nobody awaits a schema
import type { Change } from "./change.ts";

const text = { type: "string" };
const prompt = { type: "object", properties: { prompt: text } };
const closed = { ...prompt, additionalProperties: false };

export const objectChanges: readonly Change[] = [
  ["required added", prompt, { ...prompt, required: ["prompt"] }, "narrower"],
  ["required dropped", { ...prompt, required: ["prompt"] }, prompt, "wider"],
  ["required reordered", { required: ["a", "b"] }, { required: ["b", "a"] }, "same"],
  [
    "an optional property in an open object",
    prompt,
    { ...prompt, properties: { prompt: text, seed: { type: "integer" } } },
    "narrower",
  ],
  [
    "an optional property in a closed object",
    closed,
    { ...closed, properties: { prompt: text, seed: { type: "integer" } } },
    "wider",
  ],
  [
    "a property taken out of a closed object",
    { ...closed, properties: { prompt: text, seed: text } },
    closed,
    "narrower",
  ],
  ["a property renamed in a closed object", closed, { ...closed, properties: { text } }, "apart"],
  ["an object closed", prompt, closed, "narrower"],
  [
    "a property forbidden",
    prompt,
    { ...prompt, properties: { prompt: text, seed: false } },
    "narrower",
  ],
  ["a property of true", prompt, { ...prompt, properties: { prompt: text, seed: true } }, "same"],
  [
    "a property's type changed",
    closed,
    { ...closed, properties: { prompt: { type: "integer" } } },
    "apart",
  ],
  [
    "a property nullable",
    closed,
    { ...closed, properties: { prompt: { type: ["string", "null"] } } },
    "wider",
  ],
  [
    "deep inside, a maximum lowered",
    { properties: { a: { properties: { b: { items: { maximum: 5 } } } } } },
    { properties: { a: { properties: { b: { items: { maximum: 4 } } } } } },
    "narrower",
  ],
  [
    "additionalProperties narrowed",
    { additionalProperties: { type: "number" } },
    { additionalProperties: { type: "integer" } },
    "narrower",
  ],
  [
    "additionalProperties of true",
    { type: "object" },
    { type: "object", additionalProperties: true },
    "same",
  ],
  [
    "additionalProperties spelt out",
    { type: "object", additionalProperties: text },
    { type: "object", properties: { a: text }, additionalProperties: text },
    "same",
  ],
  [
    "patternProperties narrowed",
    { patternProperties: { "^x-": true } },
    { patternProperties: { "^x-": text } },
    "narrower",
  ],
  [
    "patternProperties of all names",
    { type: "object", patternProperties: { "": text } },
    { type: "object", additionalProperties: text },
    "same",
  ],
  [
    "patternProperties let into a closed object",
    closed,
    { ...closed, patternProperties: { "^x-": true } },
    "wider",
  ],
  [
    "patternProperties with a smaller pattern",
    { patternProperties: { "^x": text } },
    { patternProperties: { "^xy": text } },
    "wider",
  ],
  [
    "a property caught by a pattern",
    { patternProperties: { "^a": { minimum: 1 } } },
    { properties: { ab: { minimum: 1 } } },
    "wider",
  ],
  [
    "propertyNames added",
    { type: "object" },
    { type: "object", propertyNames: { maxLength: 8 } },
    "narrower",
  ],
  [
    "propertyNames as a closed object",
    { type: "object", propertyNames: { enum: ["a", "b"] } },
    { type: "object", properties: { a: true, b: true }, additionalProperties: false },
    "same",
  ],
  [
    "propertyNames by pattern",
    { type: "object", propertyNames: { pattern: "^a" } },
    { type: "object", patternProperties: { "^a": true }, additionalProperties: false },
    "same",
  ],
  [
    "propertyNames widened",
    { propertyNames: { pattern: "^[a-z]+$" } },
    { propertyNames: { pattern: "^[a-z]*$" } },
    "wider",
  ],
  ["minProperties added", { type: "object" }, { type: "object", minProperties: 1 }, "narrower"],
  [
    "minProperties implied by required",
    { type: "object", required: ["a", "b"] },
    { type: "object", minProperties: 2 },
    "wider",
  ],
  ["minProperties that no closed object reaches", { ...closed, minProperties: 2 }, false, "same"],
  [
    "minProperties means required in a closed object",
    { ...closed, minProperties: 1 },
    { ...closed, required: ["prompt"] },
    "same",
  ],
  [
    "maxProperties lowered",
    { type: "object", maxProperties: 5 },
    { type: "object", maxProperties: 4 },
    "narrower",
  ],
  ["maxProperties implied by a closed object", closed, { ...closed, maxProperties: 1 }, "same"],
  ["maxProperties of 0", { type: "object", maxProperties: 0 }, { const: {} }, "same"],
  [
    "dependentRequired added",
    { type: "object" },
    { type: "object", dependentRequired: { a: ["b"] } },
    "narrower",
  ],
  [
    "dependentRequired becomes required",
    { dependentRequired: { a: ["b"] } },
    { required: ["b"] },
    "narrower",
  ],
  [
    "dependentRequired as dependentSchemas",
    { dependentRequired: { a: ["b", "c"] } },
    { dependentSchemas: { a: { required: ["b", "c"] } } },
    "same",
  ],
  [
    "dependentRequired of what is required",
    { type: "object", required: ["a", "b"] },
    { type: "object", required: ["a"], dependentRequired: { a: ["b"] } },
    "same",
  ],
  [
    "dependentSchemas loosened",
    { dependentSchemas: { a: { minProperties: 3 } } },
    { dependentSchemas: { a: { minProperties: 2 } } },
    "wider",
  ],
  [
    "dependentSchemas as if and then",
    { type: "object", dependentSchemas: { a: { required: ["b"] } } },
    { type: "object", if: { required: ["a"] }, ["then"]: { required: ["b"] } },
    "same",
  ],
  [
    "unevaluatedProperties as additionalProperties",
    { ...prompt, unevaluatedProperties: false },
    closed,
    "same",
  ],
  [
    "unevaluatedProperties behind allOf",
    { allOf: [prompt], unevaluatedProperties: false },
    closed,
    "same",
  ],
  [
    "unevaluatedProperties added",
    { allOf: [prompt] },
    { allOf: [prompt], unevaluatedProperties: false },
    "narrower",
  ],
  [
    "unevaluatedProperties behind anyOf",
    {
      type: "object",
      anyOf: [
        { properties: { a: text }, required: ["a"] },
        { properties: { b: text }, required: ["b"] },
      ],
      unevaluatedProperties: false,
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
    "a key called __proto__",
    { type: "object" },
    JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'),
    "narrower",
  ],
];
