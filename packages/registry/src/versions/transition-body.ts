import { describeBody } from "../bodies/describe-body.ts";

export const maxReasonLength = 1024;

/** Kept with the transition, and shown to whoever may change the version. */
const reason = { type: ["string", "null"], maxLength: maxReasonLength, default: null } as const;

export const transitionBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { reason },
});
