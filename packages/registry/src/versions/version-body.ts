import { describeBody } from "../bodies/describe-body.ts";
import { cardFields, imageProgressFields } from "./card-body.ts";
import { contentFields, imageSourceFields } from "./content-body.ts";

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
const releaseNotes = { type: "string", maxLength: 255 } as const;

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
    release_notes: releaseNotes,
    container_image_digest: { type: "string", pattern: "^sha256:[a-f0-9]{64}$" },
    container_image: {
      type: "object",
      additionalProperties: false,
      properties: { ...imageSourceFields, ...imageProgressFields },
    },
    schemas: {
      type: "object",
      additionalProperties: false,
      required: ["prediction"],
      properties: { prediction: task, training: task },
    },
    ...contentFields,
    ...cardFields,
  },
});

export type CreateVersionBody = ReturnType<typeof createVersionBody.parse>;

/** What is left out stays as it is. */
export const patchVersionBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: {
    release_notes: releaseNotes,
    container_image: {
      type: "object",
      additionalProperties: false,
      properties: imageProgressFields,
    },
    ...cardFields,
  },
});

export type PatchVersionBody = ReturnType<typeof patchVersionBody.parse>;

/** Keys of a version that never change, and of its `container_image`. */
export const fixedKeys: readonly string[] = [
  "id",
  "number",
  "version",
  "version_bump",
  "created_at",
  "container_image_digest",
  "schemas",
  "lineage",
  ...Object.keys(contentFields),
];
export const fixedImageKeys: readonly string[] = ["digest", ...Object.keys(imageSourceFields)];
