import { nullableLine, tags } from "../bodies/fields.ts";
import { routing } from "./routing-body.ts";

/** What is told about a version: it may change. Null clears. */

const percentage = { type: ["number", "null"], minimum: 0, maximum: 100 } as const;
const markdown = { type: ["string", "null"], maxLength: 65_536, description: "Markdown." } as const;
const line = { ...nullableLine, default: null } as const;

const statistics = {
  type: "array",
  maxItems: 100,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["label", "value"],
    properties: {
      label: { type: "string", minLength: 1, maxLength: 255 },
      category: line,
      type: line,
      description: line,
      value: { type: ["number", "string"], maxLength: 255 },
      order: { type: ["integer", "null"], default: null, description: "Lower ones come first." },
      highlight: { type: "boolean", default: false },
    },
  },
} as const;

const capacity = { type: ["integer", "null"], maximum: 100_000 } as const;

/** What a registry or an upload says of the image. */
export const imageProgressFields = {
  size_bytes: { type: ["integer", "null"], minimum: 0, maximum: 2 ** 53 - 1 },
  upload_percentage: percentage,
  load_percentage: percentage,
} as const;

export const cardFields = {
  tags,
  visibility: {
    enum: ["private", null],
    description: "`private`: only those who may change the model know of it; null: as its model.",
  },
  processing: {
    type: "object",
    additionalProperties: false,
    properties: {
      minimum_parallel_capacity: {
        ...capacity,
        minimum: 0,
        description: "How many predictions at once the backends are to be ready for.",
      },
      maximum_parallel_capacity: {
        ...capacity,
        minimum: 1,
        description: "Most predictions in flight at once; null: as many as the backends take.",
      },
    },
  },
  routing,
  statistics,
  sample_input: { description: "Must be what the input schema describes." },
  sample_output: { description: "Must be what the output schema describes." },
  training_sample_input: { description: "Must be what the input schema of `training` describes." },
  long_description: markdown,
  technical_details: markdown,
  performance_summary: markdown,
  license: nullableLine,
  notes: markdown,
  metadata: { type: "object", description: "Whatever it is, up to 64 KiB as JSON." },
  source_type: { type: ["string", "null"], maxLength: 64 },
} as const;
