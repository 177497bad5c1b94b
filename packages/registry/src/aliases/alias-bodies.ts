import { describeBody } from "../bodies/describe-body.ts";

/** U+0000 is the one character that SQLite ends a text at. */
const noZero = "^[^\\u0000]*$";
const reason = {
  type: "string",
  minLength: 1,
  maxLength: 1024,
  pattern: noZero,
  description:
    "Why: it is kept in the ledger for good. A protected alias does not move without one.",
} as const;
const version = {
  type: ["integer", "string"],
  minimum: 1,
  maxLength: 64,
  description: "A version of the model, by number, semantic version or id.",
} as const;

export const setAliasBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["version"],
  properties: {
    version: { ...version, description: `${version.description} It must be active.` },
    reason,
    protected: {
      type: "boolean",
      description:
        "Whether only admins of the owner's move it, for a reason. As it was, if left out.",
    },
    rule: {
      type: "string",
      minLength: 1,
      maxLength: 255,
      pattern: noZero,
      description:
        "Under which rule a protected alias moves, for whoever wants to move it to read.",
    },
  },
});

export const promoteVersionBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { reason },
});

export const rollBackAliasBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: {
    reason,
    to: {
      ...version,
      description: `${version.description} The alias must have pointed at it. If left out: the last active one before.`,
    },
  },
});
