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

export const referenceChanges: readonly Change[] = [
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
  [
    "an expression tree gets an operator",
    {
      $ref: "#/$defs/e",
      $defs: {
        e: {
          anyOf: [
            { type: "number" },
            {
              type: "object",
              properties: {
                op: { enum: ["+"] },
                l: { $ref: "#/$defs/e" },
                r: { $ref: "#/$defs/e" },
              },
              required: ["op", "l", "r"],
            },
          ],
        },
      },
    },
    {
      $ref: "#/$defs/e",
      $defs: {
        e: {
          anyOf: [
            { type: "number" },
            {
              type: "object",
              properties: {
                op: { enum: ["+", "-"] },
                l: { $ref: "#/$defs/e" },
                r: { $ref: "#/$defs/e" },
              },
              required: ["op", "l", "r"],
            },
          ],
        },
      },
    },
    "wider",
  ],
  [
    "any JSON by recursion",
    true,
    {
      $ref: "#/$defs/j",
      $defs: {
        j: {
          anyOf: [
            { type: ["null", "boolean", "number", "string"] },
            { type: "array", items: { $ref: "#/$defs/j" } },
            { type: "object", additionalProperties: { $ref: "#/$defs/j" } },
          ],
        },
      },
    },
    "same",
  ],
];
