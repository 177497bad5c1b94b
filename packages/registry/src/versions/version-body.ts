import { describeBody } from "../bodies/describe-body.ts";

const schema = {
  type: ["object", "boolean"],
  description: "A JSON Schema of draft 2020-12.",
} as const;
const task = {
  type: "object",
  additionalProperties: false,
  required: ["input", "output"],
  properties: { input: schema, output: schema },
} as const;

export const createVersionBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["schemas", "container_image_digest"],
  // A draft without them is partial.
  if: { required: ["draft"], properties: { draft: { const: true } } },
  else: { required: ["release_notes"] },
  properties: {
    draft: {
      type: "boolean",
      default: false,
      description: "True: it is not published, and takes no predictions, until that is asked for.",
    },
    version: {
      type: "string",
      description: "A semantic version; must rank above those of its line.",
    },
    version_bump: {
      enum: ["major", "minor", "patch"],
      description: "Which step above the model's highest version; the first is 0.1.0.",
    },
    release_notes: { type: "string", maxLength: 255 },
    container_image_digest: { type: "string", pattern: "^sha256:[a-f0-9]{64}$" },
    schemas: {
      type: "object",
      additionalProperties: false,
      required: ["prediction"],
      properties: { prediction: task, training: task },
    },
    processing: {
      type: "object",
      additionalProperties: false,
      properties: {
        maximum_parallel_capacity: {
          type: ["integer", "null"],
          minimum: 1,
          maximum: 100_000,
          default: null,
          description: "Most predictions in flight at once; null: as many as the backends take.",
        },
      },
    },
  },
});
