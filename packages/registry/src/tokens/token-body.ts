import { roles, scopes } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";

const tenYearsS = 10 * 366 * 24 * 3600;

const name = { type: "string", minLength: 1, maxLength: 255 } as const;
const scopeList = {
  type: "array",
  minItems: 1,
  uniqueItems: true,
  items: { enum: scopes },
} as const;
const rateLimit = {
  type: ["object", "null"],
  additionalProperties: false,
  required: ["requests_per_s"],
  properties: {
    requests_per_s: { type: "number", exclusiveMinimum: 0, maximum: 100_000 },
    burst: {
      type: "integer",
      minimum: 1,
      maximum: 1_000_000,
      description: "How many may come at once; as many as in a second by default.",
    },
  },
  description: "Of all that is done with it; null: the usual limits.",
} as const;
const expiry = {
  expires_at: {
    type: ["string", "null"],
    description: "When it stops working, RFC 3339; null: never.",
  },
  expires_in_s: {
    type: "integer",
    minimum: 1,
    maximum: tenYearsS,
    description: "The same, in seconds from now. One of the two.",
  },
} as const;

export const createTokenBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name", "scopes"],
  properties: {
    name,
    scopes: scopeList,
    username: { type: "string", description: "Whose token it is; the caller's by default." },
    rate_limit: rateLimit,
    ...expiry,
  },
});

export const createOrganizationTokenBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name", "role"],
  properties: {
    name,
    role: { enum: roles },
    scopes: { ...scopeList, description: "All that the role has a use for by default." },
    rate_limit: rateLimit,
    ...expiry,
  },
});

/** When a token that is asked for is to end. */
export type ExpiryBody = Pick<
  ReturnType<typeof createTokenBody.parse>,
  "expires_at" | "expires_in_s"
>;

export type RateLimitBody = Pick<ReturnType<typeof createTokenBody.parse>, "rate_limit">;
