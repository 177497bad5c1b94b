/** A schema and a value that it accepts. `format` is in none: Hyperjump judges it only on request. */
export interface Case {
  schema: Record<string, unknown>;
  value: () => unknown;
}

export const caseNames = ["small", "medium", "1 MB objects", "1 MB numbers"] as const;
export type CaseName = (typeof caseNames)[number];

const dialect = "https://json-schema.org/draft/2020-12/schema";
const ratio = { type: "number", minimum: 0, maximum: 1 };
const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** What an upscaler takes. */
const small: Case = {
  schema: {
    $schema: dialect,
    type: "object",
    properties: {
      image: { type: "string", minLength: 1, maxLength: 2048 },
      scale: { enum: [2, 3, 4, 8] },
      face_enhance: { type: "boolean" },
      strength: ratio,
      prompt: { type: "string", pattern: "^[^<>]*$", maxLength: 500 },
    },
    required: ["image", "scale"],
    additionalProperties: false,
  },
  value: () => ({
    image: "https://example.com/images/cat.png",
    scale: 4,
    face_enhance: true,
    strength: 0.75,
    prompt: "a cat on a roof",
  }),
};

/** Scenes of shapes: 1.3 KB, 181 values, with references and alternatives. */
const medium: Case = {
  schema: {
    $schema: dialect,
    type: "object",
    properties: {
      title: { type: "string", maxLength: 80 },
      scenes: { type: "array", items: { $ref: "#/$defs/scene" }, minItems: 1, maxItems: 20 },
      labels: { type: "object", patternProperties: { "^[a-z]+$": { type: "string" } } },
    },
    required: ["title", "scenes"],
    additionalProperties: false,
    $defs: {
      scene: {
        type: "object",
        properties: {
          id: { type: "integer", minimum: 0 },
          shapes: { type: "array", items: { $ref: "#/$defs/shape" } },
          tags: { type: "array", items: { type: "string" }, uniqueItems: true },
        },
        required: ["id", "shapes"],
        additionalProperties: false,
      },
      shape: {
        oneOf: [
          {
            type: "object",
            properties: { kind: { const: "circle" }, at: { $ref: "#/$defs/point" }, radius: ratio },
            required: ["kind", "at", "radius"],
          },
          {
            type: "object",
            properties: {
              kind: { const: "line" },
              from: { $ref: "#/$defs/point" },
              to: { $ref: "#/$defs/point" },
            },
            required: ["kind", "from", "to"],
          },
        ],
      },
      point: { type: "array", prefixItems: [ratio, ratio], items: false, minItems: 2 },
    },
  },
  value: () => ({
    title: "Two cats on a roof",
    scenes: count(5).map((id) => ({
      id,
      shapes: [
        { kind: "circle", at: [0.25, 0.5], radius: 0.125 },
        { kind: "line", from: [0, 0.125], to: [1, 0.875] },
        { kind: "line", from: [0.5, 0.5], to: [0.75, 0.25] },
        { kind: "circle", at: [0.75, 0.5], radius: 0.0625 },
      ],
      tags: ["cat", "roof", "night"],
    })),
    labels: { author: "anonymous", place: "roof" },
  }),
};

const objects: Case = {
  schema: {
    $schema: dialect,
    type: "array",
    items: {
      type: "object",
      properties: {
        id: { type: "integer", minimum: 0 },
        name: { type: "string", maxLength: 100 },
        score: ratio,
        tags: { type: "array", items: { type: "string" }, maxItems: 5 },
        box: { type: "array", items: { type: "number" }, minItems: 4, maxItems: 4 },
        checked: { type: "boolean" },
      },
      required: ["id", "name", "score"],
      additionalProperties: false,
    },
  },
  value: () =>
    count(6400).map((id) => ({
      id,
      name: `an object that was detected, number ${id}`,
      score: (id % 1000) / 1000,
      tags: ["animal", "cat", "striped"],
      box: [id, id + 1.5, 640.25, 480.75],
      checked: id % 2 === 0,
    })),
};

const numbers: Case = {
  schema: {
    $schema: dialect,
    type: "array",
    items: { type: "array", items: { type: "number", minimum: -1, maximum: 1 }, maxItems: 2000 },
  },
  value: () => count(53).map((row) => count(1000).map((at) => Math.sin(row * 1000 + at))),
};

export const cases: Readonly<Record<CaseName, Case>> = {
  small,
  medium,
  "1 MB objects": objects,
  "1 MB numbers": numbers,
};
