// oxlint-disable unicorn/no-thenable -- `then` is the standard's name, and nobody awaits a schema
import type { Change } from "./change.ts";

const text = { type: "string" };
const steps = { type: "integer", default: 20 };
const withSteps = { type: "object", properties: { steps }, required: ["steps"] };
const bare = { type: "object", properties: { steps: { type: "integer" } }, required: ["steps"] };

export const defaultChanges: readonly Change[] = [
  ["a required property gets a default", bare, withSteps, "wider"],
  ["a required property loses its default", withSteps, bare, "narrower"],
  [
    "a default changed",
    withSteps,
    { ...withSteps, properties: { steps: { ...steps, default: 30 } } },
    "same",
  ],
  [
    "a required property with a default in a closed object",
    { type: "object", additionalProperties: false },
    { ...withSteps, additionalProperties: false },
    "wider",
  ],
  ["required dropped where there is a default", withSteps, { ...withSteps, required: [] }, "same"],
  [
    "a default behind $ref",
    bare,
    {
      type: "object",
      properties: { steps: { $ref: "#/$defs/s" } },
      required: ["steps"],
      $defs: { s: steps },
    },
    "wider",
  ],
  ["a default in allOf", bare, { allOf: [{ properties: { steps } }, bare] }, "wider"],
  ["a default inside anyOf fills nothing in", bare, { anyOf: [withSteps] }, "same"],
  [
    "a default of an item's property",
    { type: "array", items: bare },
    { type: "array", items: withSteps },
    "wider",
  ],
  [
    "a default that decides a condition",
    { type: "object", properties: { mode: { enum: ["a", "b"] } } },
    {
      type: "object",
      properties: { mode: { enum: ["a", "b"], default: "b" } },
      if: { properties: { mode: { const: "b" } }, required: ["mode"] },
      ["then"]: { required: ["extra"] },
    },
    "narrower",
  ],
  [
    "a default that takes up a property",
    { type: "object", maxProperties: 1 },
    { type: "object", properties: { a: { default: 1 } }, maxProperties: 1 },
    "narrower",
  ],
  [
    "a default inside a default",
    {
      type: "object",
      properties: {
        o: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      },
      required: ["o"],
    },
    {
      type: "object",
      properties: {
        o: {
          type: "object",
          default: {},
          properties: { n: { type: "integer", default: 1 } },
          required: ["n"],
        },
      },
      required: ["o"],
    },
    "wider",
  ],
  [
    "a default makes a nested required property harmless",
    { type: "object", properties: { opts: { type: "object" } } },
    {
      type: "object",
      properties: {
        opts: {
          type: "object",
          properties: { n: { type: "integer", default: 1 } },
          required: ["n"],
        },
      },
    },
    "narrower",
  ],
  [
    "a parent without default hides the child's default",
    { type: "object" },
    {
      type: "object",
      properties: { opts: { type: "object", properties: { n: { default: 1 } } } },
      required: ["opts"],
    },
    "narrower",
  ],
  [
    "an optional property with a default and a closed list",
    {
      type: "object",
      properties: { tags: { type: "array", items: text, default: [] } },
      additionalProperties: false,
    },
    {
      type: "object",
      properties: { tags: { type: "array", items: text } },
      additionalProperties: false,
    },
    "same",
  ],
  [
    "a default that a dependency asks for",
    { type: "object", properties: { a: true, b: true }, dependentRequired: { a: ["b"] } },
    { type: "object", properties: { a: true, b: { default: 0 } }, dependentRequired: { a: ["b"] } },
    "wider",
  ],
];
