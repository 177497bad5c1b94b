import { bumpPolicies, checkNames, compatibilities } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";
import { name, nullableLine, nullableLink, nullableText, tags } from "../bodies/fields.ts";

const visibility = { enum: ["private", "public"] } as const;
const hardwareIdentifier = { type: "string", description: "One of `GET /v1/hardware`." } as const;
const categorySlugs = {
  type: "array",
  maxItems: 10,
  uniqueItems: true,
  items: { type: "string" },
  description: "Of `GET /v1/model_categories`.",
} as const;
const features = {
  type: "array",
  maxItems: 30,
  uniqueItems: true,
  items: { type: "string", minLength: 1, maxLength: 100 },
} as const;
const images = {
  type: "array",
  maxItems: 10,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["url"],
    properties: {
      url: { type: "string", maxLength: 2048, pattern: "^https://[^\\s]+$" },
      label: { ...nullableLine, default: null },
    },
  },
} as const;
const compatibility = { enum: compatibilities } as const;
const bumpPolicy = { enum: bumpPolicies } as const;
const requiredChecks = {
  type: "array",
  uniqueItems: true,
  maxItems: checkNames.length,
  items: { enum: checkNames },
  description: "What a version must pass before it is published.",
} as const;
const dataRetention = {
  type: ["integer", "null"],
  minimum: 60,
  maximum: 10 * 366 * 24 * 3600,
  description:
    "So many seconds after a prediction has ended its input, output and logs are removed; null: they are kept.",
} as const;
const card = {
  description: nullableText,
  overview: { type: ["string", "null"], maxLength: 65_536, description: "Markdown." },
  source_url: nullableLink,
  license_url: nullableLink,
  paper_url: nullableLink,
} as const;

export const createModelBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name", "hardware_identifier"],
  properties: {
    name,
    owner: {
      type: "string",
      description: "A user or an organization; the caller by default.",
    },
    hardware_identifier: hardwareIdentifier,
    visibility: { ...visibility, default: "private" },
    category_slugs: { ...categorySlugs, default: [] },
    tags: { ...tags, default: [] },
    features: { ...features, default: [] },
    images: { ...images, default: [] },
    compatibility_input: { ...compatibility, default: "none" },
    compatibility_output: { ...compatibility, default: "none" },
    bump_policy: { ...bumpPolicy, default: "warn" },
    required_checks: { ...requiredChecks, default: [] },
    data_retention_s: { ...dataRetention, default: null },
    ...card,
  },
});

/** What is left out stays as it is; null clears what may be null. */
export const patchModelBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: {
    name,
    hardware_identifier: hardwareIdentifier,
    visibility,
    category_slugs: categorySlugs,
    tags,
    features,
    images,
    compatibility_input: compatibility,
    compatibility_output: compatibility,
    bump_policy: bumpPolicy,
    required_checks: requiredChecks,
    data_retention_s: dataRetention,
    ...card,
  },
});
