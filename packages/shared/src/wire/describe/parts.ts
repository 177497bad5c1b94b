/** Parts that many descriptions have. */

export const text = { type: "string" } as const;
export const nullableText = { type: ["string", "null"] } as const;
export const link = { type: "string", format: "uri" } as const;
export const count = { type: "integer", minimum: 0 } as const;
export const uuid = { type: "string", format: "uuid" } as const;
export const time = {
  type: "string",
  format: "date-time",
  examples: ["2026-11-21T09:30:00.123000Z"],
} as const;
export const nullableTime = { ...time, type: ["string", "null"] } as const;

/** Either what is described, or null. */
export function orNull<const Schema extends object>(
  schema: Schema,
): { anyOf: [Schema, { type: "null" }] } {
  return { anyOf: [schema, { type: "null" }] };
}
