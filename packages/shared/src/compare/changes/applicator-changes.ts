// oxlint-disable unicorn/no-thenable -- `then` is the standard's name, and nobody awaits a schema
import type { Change } from "./change.ts";

const text = { type: "string" };
const integer = { type: "integer" };

export const applicatorChanges: readonly Change[] = [
  [
    "anyOf of types as a list",
    { anyOf: [text, { type: "null" }] },
    { type: ["null", "string"] },
    "same",
  ],
  ["anyOf gets a form", { anyOf: [text] }, { anyOf: [text, integer] }, "wider"],
  [
    "anyOf loses a form",
    { anyOf: [text, integer, { type: "null" }] },
    { anyOf: [text, integer] },
    "narrower",
  ],
  ["anyOf of one", { anyOf: [text] }, text, "same"],
  [
    "anyOf with a form inside another",
    { anyOf: [{ type: "number" }, integer] },
    { type: "number" },
    "same",
  ],
  [
    "anyOf of ranges that meet",
    {
      anyOf: [
        { type: "integer", maximum: 5 },
        { type: "integer", minimum: 6 },
      ],
    },
    integer,
    "same",
  ],
  [
    "anyOf of ranges with a gap",
    integer,
    {
      anyOf: [
        { type: "integer", maximum: 5 },
        { type: "integer", minimum: 7 },
      ],
    },
    "narrower",
  ],
  [
    "anyOf of consts as enum",
    { anyOf: [{ const: "a" }, { const: "b" }] },
    { enum: ["a", "b"] },
    "same",
  ],
  [
    "oneOf of forms that exclude each other as anyOf",
    { oneOf: [text, integer] },
    { anyOf: [text, integer] },
    "same",
  ],
  [
    "oneOf of forms that overlap",
    { anyOf: [{ minimum: 0 }, { maximum: 10 }] },
    { oneOf: [{ minimum: 0 }, { maximum: 10 }] },
    "narrower",
  ],
  [
    "oneOf gets a form that overlaps",
    { oneOf: [{ type: "number" }] },
    { oneOf: [{ type: "number" }, { type: ["integer", "string"] }] },
    "apart",
  ],
  ["oneOf twice the same is nothing", { oneOf: [text, text] }, false, "same"],
  [
    "oneOf told apart by a const",
    {
      oneOf: [
        { type: "object", properties: { kind: { const: "a" } }, required: ["kind"] },
        { type: "object", properties: { kind: { const: "b" } }, required: ["kind"] },
      ],
    },
    { type: "object", properties: { kind: { enum: ["a", "b"] } }, required: ["kind"] },
    "same",
  ],
  [
    "allOf merged",
    { allOf: [{ type: "object", required: ["a"] }, { properties: { a: text } }] },
    { type: "object", required: ["a"], properties: { a: text } },
    "same",
  ],
  ["allOf gets a part", { allOf: [integer] }, { allOf: [integer, { minimum: 0 }] }, "narrower"],
  ["allOf that contradicts itself", { allOf: [text, integer] }, false, "same"],
  [
    "allOf in another order",
    { allOf: [{ minimum: 1 }, { maximum: 5 }] },
    { allOf: [{ maximum: 5 }, { minimum: 1 }] },
    "same",
  ],
  [
    "allOf spread over anyOf",
    { allOf: [{ anyOf: [text, integer] }, { anyOf: [integer, { type: "null" }] }] },
    integer,
    "same",
  ],
  ["not of not", { not: { not: text } }, text, "same"],
  [
    "not of a type",
    { not: { type: "null" } },
    { type: ["boolean", "number", "string", "array", "object"] },
    "same",
  ],
  ["not of an enum value", text, { type: "string", not: { enum: ["x"] } }, "narrower"],
  ["not of a larger set", { not: { enum: [1, 2] } }, { not: { const: 1 } }, "wider"],
  [
    "not of a maximum",
    { type: "number", not: { maximum: 5 } },
    { type: "number", exclusiveMinimum: 5 },
    "same",
  ],
  [
    "not anyOf as allOf not",
    { not: { anyOf: [text, integer] } },
    { allOf: [{ not: text }, { not: integer }] },
    "same",
  ],
  [
    "not required",
    { type: "object", not: { required: ["a"] } },
    { type: "object", properties: { a: false } },
    "same",
  ],
  [
    "if, then and else as anyOf",
    { if: integer, ["then"]: { minimum: 0 }, else: text },
    { anyOf: [{ type: "integer", minimum: 0 }, text] },
    "same",
  ],
  [
    "then tightened",
    { if: integer, ["then"]: { minimum: 0 } },
    { if: integer, ["then"]: { minimum: 1 } },
    "narrower",
  ],
  ["if without then and else", { if: text }, true, "same"],
  ["else dropped", { if: text, else: { type: "null" } }, { if: text }, "wider"],
  ["then without if", { ["then"]: false, else: false }, true, "same"],
];
