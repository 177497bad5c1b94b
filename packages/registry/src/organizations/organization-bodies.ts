import { roles } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";
import { name, nullableLine, nullableLink, nullableText } from "../bodies/fields.ts";
import { links } from "../owners/owner-bodies.ts";

const profile = {
  display_name: nullableLine,
  bio: nullableText,
  location: nullableLine,
  avatar_url: nullableLink,
  urls: links,
} as const;

export const createOrganizationBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: { name, ...profile },
});

/** What is left out stays as it is; null clears what may be null. */
export const patchOrganizationBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { name, ...profile },
});

export const putMemberBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["role"],
  properties: { role: { enum: roles } },
});
