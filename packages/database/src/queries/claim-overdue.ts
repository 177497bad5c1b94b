import type { Database } from "../database.ts";

const claim = (table: string): string => `
UPDATE ${table} SET due_at = ?2 WHERE id IN (
  SELECT id FROM ${table} WHERE due_at < ?1 ORDER BY due_at LIMIT ?3
) RETURNING id`;

const claims = {
  version_checks: claim("version_checks"),
  webhook_deliveries: claim("webhook_deliveries"),
};

/**
 * The ids of up to `limit` rows that were due before `before`, the longest overdue first taken. They are due anew at `now`, so that asking
 * again does not give them again until `before` has passed that.
 */
export async function claimOverdue(
  db: Database,
  table: keyof typeof claims,
  { before, now, limit }: { before: number; now: number; limit: number },
): Promise<string[]> {
  const { results } = await db.$client
    .prepare(claims[table])
    .bind(before, now, limit)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
