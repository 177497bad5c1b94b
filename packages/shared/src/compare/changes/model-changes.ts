import type { Change } from "./change.ts";

const text = { type: "string" };
const integer = { type: "integer" };
const point = { type: "object", properties: { x: integer, y: integer }, required: ["x", "y"] };
const image = { type: "string", format: "uri", pattern: "^https://" };
const upscale = {
  type: "object",
  properties: {
    image: { type: "string", format: "uri" },
    scale: { type: "integer", enum: [2, 4], default: 2 },
    face_enhance: { type: "boolean", default: false },
  },
  required: ["image"],
};

/** Written after the other tables were answered, as the models of a registry change. */
export const modelChanges: readonly Change[] = [
  [
    "an enum's default moves to a new member",
    upscale,
    {
      ...upscale,
      properties: {
        ...upscale.properties,
        scale: { type: "integer", enum: [2, 4, 8], default: 8 },
      },
    },
    "wider",
  ],
  [
    "an input gets an optional parameter with a default",
    { ...upscale, additionalProperties: false },
    {
      ...upscale,
      additionalProperties: false,
      properties: { ...upscale.properties, seed: { type: ["integer", "null"], default: null } },
    },
    "wider",
  ],
  [
    "a free choice becomes an enum behind allOf",
    { ...upscale, properties: { ...upscale.properties, scale: { type: "integer", default: 2 } } },
    {
      ...upscale,
      properties: {
        ...upscale.properties,
        scale: { allOf: [{ $ref: "#/$defs/scale" }], default: 2 },
      },
      $defs: { scale: { enum: [2, 4] } },
    },
    "narrower",
  ],
  [
    "an output of one URI becomes a list of them",
    { type: "string", format: "uri" },
    { type: "array", items: { type: "string", format: "uri" } },
    "apart",
  ],
  [
    "an output of one URI becomes one or a list",
    { type: "string", format: "uri" },
    {
      anyOf: [
        { type: "string", format: "uri" },
        { type: "array", items: { type: "string", format: "uri" } },
      ],
    },
    "wider",
  ],
  ["an https pattern beside a format", { type: "string", format: "uri" }, image, "narrower"],
  [
    "a pattern beside another in allOf",
    { allOf: [{ pattern: "^a" }, { pattern: "b$" }] },
    { pattern: "^a(.|\\n|\\r|\\u2028|\\u2029)*b$|^ab$" },
    "same",
  ],
  [
    "a pattern of either case",
    { type: "string", pattern: "^[a-zA-Z]$" },
    { type: "string", pattern: "^(?:[a-z]|[A-Z])$" },
    "same",
  ],
  [
    "a pattern with an optional part",
    { type: "string", pattern: "^v\\d+(\\.\\d+)?$" },
    { type: "string", pattern: "^v?\\d+(\\.\\d+)*$" },
    "wider",
  ],
  [
    "a pattern that rules out line breaks",
    { type: "string" },
    { type: "string", pattern: "^.*$" },
    "narrower",
  ],
  [
    "strings of one character by pattern",
    { type: "string", minLength: 1, maxLength: 1 },
    { type: "string", pattern: "^[\\s\\S]$" },
    "same",
  ],
  [
    "an enum under a pattern that all members match",
    { enum: ["sd-1", "sd-2"] },
    { enum: ["sd-1", "sd-2"], pattern: "^sd-" },
    "same",
  ],
  ["minimum and maximum meet", { type: "integer", minimum: 3, maximum: 3 }, { const: 3 }, "same"],
  [
    "a range of multiples by enum",
    { type: "integer", minimum: 64, maximum: 256, multipleOf: 64 },
    { enum: [64, 128, 192, 256] },
    "same",
  ],
  [
    "a range of fractions by enum",
    { type: "number", minimum: 0, maximum: 1, multipleOf: 0.25 },
    { enum: [0, 0.25, 0.5, 0.75, 1] },
    "same",
  ],
  [
    "multipleOf 0.01 to 0.05",
    { type: "number", multipleOf: 0.01 },
    { type: "number", multipleOf: 0.05 },
    "narrower",
  ],
  ["odd numbers only", integer, { type: "integer", not: { multipleOf: 2 } }, "narrower"],
  [
    "a fraction of a type that is no integer",
    { type: "number", not: integer },
    { type: "number", not: { multipleOf: 1 } },
    "same",
  ],
  [
    "a maximum far away",
    { type: "integer", maximum: 4294967295 },
    { type: "integer", maximum: 2147483647 },
    "narrower",
  ],
  [
    "a bound that another one hides",
    { type: "number", minimum: 5, exclusiveMinimum: 3 },
    { type: "number", minimum: 5 },
    "same",
  ],
  [
    "a point gets a z in an open object",
    point,
    { ...point, properties: { ...point.properties, z: integer }, required: ["x", "y", "z"] },
    "narrower",
  ],
  [
    "a point by a reference in a list",
    { type: "array", items: point },
    { type: "array", items: { $ref: "#/$defs/point" }, $defs: { point } },
    "same",
  ],
  [
    "a list of points gets a bound inside",
    { type: "array", items: point, minItems: 1 },
    {
      type: "array",
      items: { ...point, properties: { x: { type: "integer", minimum: 0 }, y: integer } },
      minItems: 1,
    },
    "narrower",
  ],
  [
    "a map of names to numbers or nulls",
    { type: "object", additionalProperties: { type: "number" } },
    { type: "object", additionalProperties: { type: ["number", "null"] } },
    "wider",
  ],
  [
    "a map gets at most so many entries",
    { type: "object", additionalProperties: text },
    { type: "object", additionalProperties: text, maxProperties: 16 },
    "narrower",
  ],
  [
    "a map's names get a pattern in other words",
    { type: "object", patternProperties: { "^[a-z]": text }, additionalProperties: false },
    { type: "object", propertyNames: { pattern: "^[a-z]" }, additionalProperties: text },
    "same",
  ],
  [
    "two patterns that share names",
    { patternProperties: { "^a": integer, z$: text } },
    { patternProperties: { "^a.*z$": false, "^a": integer, z$: text } },
    "same",
  ],
  [
    "a pattern that takes names out of the rest",
    { type: "object", additionalProperties: integer },
    { type: "object", patternProperties: { "^x-": true }, additionalProperties: integer },
    "wider",
  ],
];
