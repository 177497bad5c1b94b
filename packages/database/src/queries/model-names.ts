import { type SQL, and, eq, isNull, sql } from "drizzle-orm";

import { models } from "../schema/index.ts";

/** How a model is referred to. */
export interface ModelName {
  owner: string;
  name: string;
}

/**
 * Whether the row of `models` is what `owner/name` means: the living model of that name, or, where there is none, the living one that gave
 * the name up last.
 */
export function isCalled({ owner, name }: ModelName): SQL | undefined {
  const named = sql`(select m.id from models m join owners o on o.id = m.owner_id
    where o.username = ${owner} and m.name = ${name} and m.deleted_at is null)`;
  const renamed = sql`(select r.model_id from model_redirects r join owners o on o.id = r.owner_id
    where o.username = ${owner} and r.name = ${name})`;
  return and(eq(models.id, sql`coalesce(${named}, ${renamed})`), isNull(models.deletedAt));
}
