import type { Change } from "./change.ts";

const text = { type: "string" };
const integer = { type: "integer" };

function tree(value: unknown, more: object = {}): { [keyword: string]: unknown } {
  const node = {
    type: "object",
    properties: { value, children: { type: "array", items: { $ref: "#/$defs/node" } } },
    required: ["value"],
    ...more,
  };
  return { $ref: "#/$defs/node", $defs: { node } };
}

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
  [
    "a definition moved",
    { properties: { a: { $ref: "#/$defs/x" } }, $defs: { x: text } },
    { properties: { a: { $ref: "#/$defs//y" } }, $defs: { "/y": text } },
    "same",
  ],
  [
    "a definition written out",
    { properties: { a: { $ref: "#/$defs/x" } }, $defs: { x: text } },
    { properties: { a: text } },
    "same",
  ],
  [
    "a definition narrowed",
    { items: { $ref: "#/$defs/x" }, $defs: { x: text } },
    { items: { $ref: "#/$defs/x" }, $defs: { x: { type: "string", minLength: 1 } } },
    "narrower",
  ],
  [
    "a keyword beside $ref",
    { $ref: "#/$defs/x", $defs: { x: text } },
    { $ref: "#/$defs/x", maxLength: 5, $defs: { x: text } },
    "narrower",
  ],
  ["an unused definition", { type: "string", $defs: { x: integer } }, text, "same"],
  ["a tree's values widened", tree(integer), tree({ type: "number" }), "wider"],
  ["a tree's values narrowed", tree({ type: "number" }), tree(integer), "narrower"],
  [
    "a tree unrolled once",
    tree(text),
    {
      ...tree(text),
      $ref: "#/$defs/top",
      $defs: {
        ...Object(tree(text)["$defs"]),
        top: {
          type: "object",
          properties: { value: text, children: { type: "array", items: { $ref: "#/$defs/node" } } },
          required: ["value"],
        },
      },
    },
    "same",
  ],
  ["a tree closed", tree(text), tree(text, { additionalProperties: false }), "narrower"],
  [
    "a tree to the root",
    tree(text),
    {
      type: "object",
      properties: { value: text, children: { type: "array", items: { $ref: "#" } } },
      required: ["value"],
    },
    "same",
  ],
  [
    "a tree without leaves",
    tree(text, {
      required: ["children"],
      properties: { children: { type: "array", minItems: 1, items: { $ref: "#/$defs/node" } } },
    }),
    false,
    "same",
  ],
  [
    "a linked list gets an end",
    {
      $ref: "#/$defs/l",
      $defs: {
        l: {
          type: ["object", "null"],
          properties: { next: { $ref: "#/$defs/l" } },
          required: ["next"],
        },
      },
    },
    {
      $ref: "#/$defs/l",
      $defs: { l: { type: ["object", "null"], properties: { next: { $ref: "#/$defs/l" } } } },
    },
    "wider",
  ],
  [
    "two definitions in turn as one",
    {
      $ref: "#/$defs/a",
      $defs: {
        a: { items: { $ref: "#/$defs/b" }, type: "array" },
        b: { items: { $ref: "#/$defs/a" }, type: "array" },
      },
    },
    { type: "array", items: { $ref: "#" } },
    "same",
  ],
];
