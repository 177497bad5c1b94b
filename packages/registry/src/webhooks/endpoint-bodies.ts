import { describeBody } from "../bodies/describe-body.ts";

const url = {
  type: "string",
  description:
    "Where the webhooks of predictions go that name exactly this URL. The endpoint's secret signs them.",
} as const;
const description = { type: ["string", "null"], maxLength: 255 } as const;
const enabled = {
  type: "boolean",
  description: "False: nothing is sent to it, and what would be is dead at once.",
} as const;

export const createEndpointBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["url"],
  properties: { url, description: { ...description, default: null } },
});

export const patchEndpointBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { url, description, enabled },
});

export const rotateSecretBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: {
    keep_previous_s: {
      type: "integer",
      minimum: 0,
      maximum: 30 * 24 * 3600,
      default: 24 * 3600,
      description: "For so many seconds the secret that there was signs too.",
    },
  },
});
