import { nullableText, orNull, text } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** What is told about a version, and may change. */

const percentage = { type: "number", minimum: 0, maximum: 100 } as const;
const markdown = { ...nullableText, description: "Markdown." } as const;

const statistic = wireObject("Statistic", {
  label: text,
  category: nullableText,
  type: nullableText,
  description: nullableText,
  value: { type: ["number", "string"] },
  order: { type: ["integer", "null"], description: "Lower ones are shown first." },
  highlight: { type: "boolean" },
});

const checkSteps = {
  step: { type: "integer", minimum: 0 },
  step_name: text,
  percentage,
} as const;

const loadStatus = wireObject("LoadStatus", checkSteps);
const runStatus = wireObject("RunStatus", {
  ...checkSteps,
  result: { description: "What came of it; null while it goes on." },
});

/** Where the image lies, which never changes, and how far it has come. */
export const containerImage = wireObject("ContainerImage", {
  registry: { ...nullableText, examples: ["registry.example.com"] },
  repository: nullableText,
  tag: nullableText,
  digest: text,
  size_bytes: { type: ["integer", "null"] },
  upload_percentage: { ...percentage, type: ["number", "null"] },
  load_percentage: { ...percentage, type: ["number", "null"] },
  media_type: {
    ...nullableText,
    description: "What a check found in the registry; null: none was made.",
  },
  platforms: {
    type: ["array", "null"],
    items: text,
    description: "The same.",
    examples: [["linux/amd64"]],
  },
});

export const versionCard = {
  statistics: { type: "array", items: statistic },
  sample_input: { description: "An input that the version takes; null: none was given." },
  sample_output: { description: "What comes out for it; null: none was given." },
  training_sample_input: { description: "The same for the task `training`." },
  long_description: markdown,
  technical_details: markdown,
  performance_summary: markdown,
  license: nullableText,
  notes: markdown,
  metadata: { type: "object", additionalProperties: true, description: "Whatever it is." },
  source_type: { ...nullableText, examples: ["Open Source"] },
  load_status: orNull(loadStatus),
  run_status: orNull(runStatus),
} as const;
