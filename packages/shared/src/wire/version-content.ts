import { nullableText, text } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** What runs besides image and schemas, and how. It never changes. */

const requirement = wireObject("Requirement", {
  gpu_units: { type: ["integer", "null"] },
  cpu_amount: { ...nullableText, description: "As Kubernetes writes it.", examples: ["500m"] },
  memory_amount: { ...nullableText, description: "As Kubernetes writes it.", examples: ["16Gi"] },
  accelerator: { ...nullableText, examples: ["nvidia-l4"] },
});

const versionTimeout = wireObject("VersionTimeout", {
  status_ms: {
    type: ["integer", "null"],
    description: "In which the health route must answer; null: not said.",
  },
  run_ms: {
    type: ["integer", "null"],
    description: "In which a prediction must end, from its start; null: the same for all.",
  },
});

const mediaPort = wireObject("MediaPort", {
  name: { type: "string", examples: ["input.txt"] },
  media_types: { type: "array", items: text },
  maximum_size_bytes: { type: ["integer", "null"] },
  description: nullableText,
});

const weights = wireObject("Weights", {
  name: text,
  digest: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
  size_bytes: { type: ["integer", "null"] },
});

const labels = { type: "object", additionalProperties: text } as const;

export const versionContent = {
  requirement,
  timeout: versionTimeout,
  inputs: { type: "array", items: mediaPort },
  outputs: { type: "array", items: mediaPort },
  entry_points: { ...labels, description: "How each task is started." },
  runtime_environment: {
    ...labels,
    description: "Framework, language and the like, with their versions.",
  },
  weights: { type: "array", items: weights },
} as const;
