import { describeBody } from "../bodies/describe-body.ts";
import { name, nullableLine, nullableLink, nullableText } from "../bodies/fields.ts";

export const links = {
  type: ["array", "null"],
  maxItems: 10,
  items: { type: "string", maxLength: 2048, pattern: "^https?://[^\\s]+$" },
} as const;

const profile = {
  name: nullableLine,
  bio: nullableText,
  location: nullableLine,
  company: nullableLine,
  avatar_url: nullableLink,
  urls: links,
} as const;

export const createOwnerBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["username"],
  properties: { username: name, ...profile },
});

export const patchUserBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { username: name, ...profile },
});
