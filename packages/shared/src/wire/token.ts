import type { Described } from "./describe/described.ts";
import { nullableText, nullableTime, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { rateLimit } from "./rate-limit.ts";
import { roles } from "./roles.ts";
import { scopes } from "./scopes.ts";

/** A token without its secret. */
export const token = wireObject("Token", {
  id: uuid,
  name: { type: "string", examples: ["ci"] },
  owner: {
    type: "string",
    description: "The name of the user or organization whose it is.",
    examples: ["john"],
  },
  scopes: { type: "array", items: { enum: scopes } },
  role: {
    ...orNull({ enum: roles }),
    description: "Of an organization's token; null for a user's, which may what the user may.",
  },
  rate_limit: {
    ...orNull(rateLimit),
    description:
      "Of all that is done with it, in each place it is done in; null: the usual limits.",
  },
  prefix: {
    ...nullableText,
    description:
      "The first characters of the secret; null for a token made before these were kept.",
    examples: ["hg_3fQ9"],
  },
  last_characters: { ...nullableText, description: "The last ones.", examples: ["x7Kd"] },
  created_at: time,
  expires_at: { ...nullableTime, description: "Null: never." },
  last_used_at: { ...nullableTime, description: "To the minute or so; null: never used." },
});
export type Token = Described<typeof token>;

export const createdToken = wireObject("CreatedToken", {
  ...token.properties,
  token: { ...text, description: "The secret, shown this once: only its SHA-256 is kept." },
});
export type CreatedToken = Described<typeof createdToken>;
