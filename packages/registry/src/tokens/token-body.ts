import { scopes } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";

const tenYearsS = 10 * 366 * 24 * 3600;

export const createTokenBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name", "scopes"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 255 },
    scopes: { type: "array", minItems: 1, uniqueItems: true, items: { enum: scopes } },
    username: { type: "string", description: "Whose token it is; the caller's by default." },
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
  },
});

export type CreateTokenBody = ReturnType<typeof createTokenBody.parse>;
