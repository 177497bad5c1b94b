import { describeBody } from "../bodies/describe-body.ts";
import { name, nullableLink, nullableText } from "../bodies/fields.ts";

const visibility = { enum: ["private", "public"] } as const;
const hardwareIdentifier = { type: "string", description: "One of `GET /v1/hardware`." } as const;
const categorySlugs = {
  type: "array",
  maxItems: 10,
  uniqueItems: true,
  items: { type: "string" },
  description: "Of `GET /v1/model_categories`.",
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
    ...card,
  },
});
