import { and, desc, eq, isNull, lte, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { versionCards, versions, versionTransitions } from "../schema/index.ts";
import { type AliasVersion, aliasVersionColumns } from "./aliases.ts";

/** The version with the highest number of those that were active at this time, and are not private. Null: none was. */
export async function findNewestActiveAt(
  db: Database,
  modelId: string,
  at: number,
): Promise<AliasVersion | null> {
  const { versionKey, revision, toStatus } = versionTransitions;
  const statusThen = db
    .select({ status: toStatus })
    .from(versionTransitions)
    .where(and(eq(versionKey, versions.key), lte(versionTransitions.at, at)))
    .orderBy(desc(revision))
    .limit(1);
  const found = await db
    .select(aliasVersionColumns)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(
      and(
        eq(versions.modelId, modelId),
        isNull(versionCards.visibility),
        sql`${statusThen} = 'active'`,
      ),
    )
    .orderBy(desc(versions.number))
    .limit(1)
    .get();
  return found ?? null;
}
