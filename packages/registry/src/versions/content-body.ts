/** The part of a version that runs, besides image and schemas: given when it is created, and never again. */

const names = { type: "string", minLength: 1, maxLength: 255 } as const;
const bytes = {
  type: ["integer", "null"],
  minimum: 0,
  maximum: 2 ** 53 - 1,
  default: null,
} as const;
const quantity = {
  type: ["string", "null"],
  maxLength: 32,
  pattern: "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$",
  default: null,
} as const;
const hourMs = 3_600_000;

const requirement = {
  type: "object",
  additionalProperties: false,
  properties: {
    gpu_units: { type: ["integer", "null"], minimum: 0, maximum: 1024, default: null },
    cpu_amount: quantity,
    memory_amount: quantity,
    accelerator: { type: ["string", "null"], maxLength: 64, default: null },
  },
} as const;

const timeout = {
  type: "object",
  additionalProperties: false,
  properties: {
    status_ms: { type: ["integer", "null"], minimum: 1, maximum: hourMs, default: null },
    run_ms: { type: ["integer", "null"], minimum: 1000, maximum: 24 * hourMs, default: null },
  },
} as const;

const ports = {
  type: "array",
  maxItems: 100,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["name", "media_types"],
    properties: {
      name: names,
      media_types: {
        type: "array",
        minItems: 1,
        maxItems: 20,
        items: { type: "string", maxLength: 127, pattern: "^[a-z*][a-z0-9.+*-]*/[a-z0-9.+*-]+$" },
      },
      maximum_size_bytes: bytes,
      description: { type: ["string", "null"], maxLength: 4096, default: null },
    },
  },
} as const;

const weights = {
  type: "array",
  maxItems: 1000,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["name", "digest"],
    properties: {
      name: names,
      digest: { type: "string", pattern: "^sha256:[a-f0-9]{64}$" },
      size_bytes: bytes,
    },
  },
} as const;

const labels = {
  type: "object",
  maxProperties: 50,
  propertyNames: { maxLength: 64 },
  additionalProperties: { type: "string", maxLength: 1024 },
} as const;

export const contentFields = {
  requirement,
  timeout,
  inputs: ports,
  outputs: ports,
  entry_points: { ...labels, description: "How each task is started." },
  runtime_environment: {
    ...labels,
    description: "Framework, language and the like, with their versions.",
  },
  weights,
} as const;

/** Where the image lies. The digest says which it is. */
export const imageSourceFields = {
  registry: {
    type: ["string", "null"],
    maxLength: 255,
    pattern: "^[a-z0-9.-]+(:[0-9]{1,5})?$",
    description: "Host, with a port where it needs one.",
  },
  repository: {
    type: ["string", "null"],
    maxLength: 255,
    pattern: "^[a-z0-9]+([._/-]+[a-z0-9]+)*$",
  },
  tag: { type: ["string", "null"], maxLength: 128, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]*$" },
} as const;
