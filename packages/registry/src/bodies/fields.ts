/** Parts of bodies that several of them have. What is nullable is cleared by null. */

export const nullableText = { type: ["string", "null"], maxLength: 4096 } as const;
export const nullableLine = { type: ["string", "null"], maxLength: 255 } as const;

/** A link that is shown, never fetched: no other scheme, since browsers run some of them. */
export const nullableLink = {
  type: ["string", "null"],
  maxLength: 2048,
  pattern: "^https?://[^\\s]+$",
} as const;

/** Checked further by the parser of names, whose messages say more. */
export const name = { type: "string" } as const;

/** What something is found under: a word in lower case. */
export const tags = {
  type: "array",
  maxItems: 20,
  uniqueItems: true,
  items: { type: "string", maxLength: 50, pattern: "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$" },
} as const;
