import type { Described } from "./describe/described.ts";
import { nullableText, nullableTime, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { routingPolicy } from "./routing-policy.ts";
import { containerImage, versionCard } from "./version-card.ts";
import { versionContent } from "./version-content.ts";
import { versionStatuses } from "./version-statuses.ts";

export const jsonSchema = {
  type: ["object", "boolean"],
  description: "A JSON Schema of draft 2020-12.",
} as const;
export type JsonSchema = Described<typeof jsonSchema>;

export const taskSchemas = wireObject("TaskSchemas", { input: jsonSchema, output: jsonSchema });
export type TaskSchemas = Described<typeof taskSchemas>;

export const versionSchemas = wireObject(
  "VersionSchemas",
  { prediction: taskSchemas },
  { training: taskSchemas },
);
export type VersionSchemas = Described<typeof versionSchemas>;

export const version = wireObject("Version", {
  number: { type: "integer", minimum: 1 },
  version: { ...text, description: "Semantic version, unique per model.", examples: ["0.1.0"] },
  id: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Unique everywhere." },
  status: { enum: versionStatuses },
  release_notes: text,
  created_at: time,
  updated_at: {
    ...nullableTime,
    description: "Of the card, status included; null: never changed.",
  },
  container_image_digest: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
  tags: { type: "array", items: text },
  visibility: {
    enum: ["private", null],
    description:
      "Null: as visible as its model. `private`: there for those only who may change the model, and passed over by references without a version.",
  },
});
export type Version = Described<typeof version>;

/** A version in a list over many models. */
export const listedVersion = wireObject("ListedVersion", {
  ...version.properties,
  model: wireObject("VersionOwner", { owner: text, name: text }),
});
export type ListedVersion = Described<typeof listedVersion>;

/** Where a version comes from that a training made. */
export const versionLineage = wireObject("VersionLineage", {
  training_id: uuid,
  source: {
    ...text,
    description: "The version that was trained, as it was called then.",
    examples: ["john/image-upscaler:30"],
  },
  source_id: { type: "string", pattern: "^[0-9a-f]{64}$", description: "The id of that version." },
  weights_url: {
    ...nullableText,
    description: "The `weights` of the training's output, where that is a URL.",
  },
});
export type VersionLineage = Described<typeof versionLineage>;

export const versionWithDetails = wireObject("VersionWithDetails", {
  ...version.properties,
  revision: {
    type: "integer",
    minimum: 1,
    description: "Of the card: grows with every change. In quotes it is the ETag.",
  },
  schemas: versionSchemas,
  container_image: containerImage,
  ...versionContent,
  lineage: { ...orNull(versionLineage), description: "Null: no training made it." },
  processing: wireObject("Processing", {
    minimum_parallel_capacity: {
      type: ["integer", "null"],
      description: "How many predictions at once the backends are to be ready for; null: not said.",
    },
    maximum_parallel_capacity: {
      type: ["integer", "null"],
      minimum: 1,
      description: "Most predictions in flight at once; null: as many as the backends take.",
    },
  }),
  routing: routingPolicy,
  ...versionCard,
});
export type VersionWithDetails = Described<typeof versionWithDetails>;

/** Something in a body that is allowed and likely a mistake. */
export const warning = wireObject("Warning", {
  loc: {
    type: "array",
    items: { type: ["string", "integer"] },
    description: "The place, as in a 422.",
  },
  msg: text,
});
export type Warning = Described<typeof warning>;

/** What creating or publishing a version answers. */
export const createdVersion = wireObject("CreatedVersion", {
  ...versionWithDetails.properties,
  warnings: { type: "array", items: warning },
});
export type CreatedVersion = Described<typeof createdVersion>;
