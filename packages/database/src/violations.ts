/**
 * True when a write failed because `columns` ("models.owner_id, models.name") must be unique. D1 reports it
 * as text, and drizzle wraps a single query's error but not a batch's: hence the walk along the causes.
 */
export function isUniqueViolation(error: unknown, columns: string): boolean {
  return messages(error).some((message) =>
    message.includes(`UNIQUE constraint failed: ${columns}`),
  );
}

/** True when a write failed because there is, or was, a row with this very `id` or secret: random ones meet only themselves. */
export function isRepeatedInsert(error: unknown): boolean {
  return messages(error).some((message) =>
    /UNIQUE constraint failed: \w+\.(id|hash)\b/.test(message),
  );
}

/** What triggers and constraints say when they refuse a row. */
const refusals = {
  ownerDeleted: "the owner was deleted",
  versionTaken: "its key, id, number or semver is taken",
  nameRetired: "NOT NULL constraint failed: models.last_number",
  tooManyMemberships: "the user is in too many organizations",
};

/** True when the write was refused for this reason. */
export function isRefusedFor(error: unknown, reason: keyof typeof refusals): boolean {
  return messages(error).some((message) => message.includes(refusals[reason]));
}

/** True when a trigger refused the write: what was read before it is not so any more. */
export function isRefused(error: unknown): boolean {
  return messages(error).some((message) => message.includes("SQLITE_CONSTRAINT_TRIGGER"));
}

function messages(error: unknown): string[] {
  const found: string[] = [];
  let current = error;
  while (current instanceof Error && found.length < 8) {
    found.push(current.message);
    current = current.cause;
  }
  return found;
}
