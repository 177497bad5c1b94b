import { type SQL, and, eq, isNull, ne, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import {
  aliases,
  models,
  predictions,
  versionCards,
  versions,
  versionTransitions,
} from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";

/** What a model holds that goes, or is left behind, with it. */
export interface ModelContents {
  /** Versions that were not deleted. */
  versions: number;
  /** Predictions that have not ended, as far as history knows. */
  predictionsInFlight: number;
  /** They keep it, whatever is asked for. */
  protectedAliases: number;
}

export interface ModelDeletion {
  id: string;
  deletedBy: string;
  deletedAt: number;
  /** Whether its versions go too; if not, a model that has some stays. */
  withVersions: boolean;
  /** Whether it goes although predictions are in flight. */
  force: boolean;
}

/**
 * Deletes the model and its versions, whose rows stay as tombstones. Otherwise nothing changes: the contents that are in the way come back,
 * or null where the model was gone already.
 */
export async function deleteModel(
  db: Database,
  deletion: ModelDeletion,
  audit: AuditEntry,
): Promise<"deleted" | ModelContents | null> {
  const { id, deletedBy, deletedAt, withVersions, force } = deletion;
  const isLiving = and(eq(models.id, id), isNull(models.deletedAt));
  const mayGo = and(
    withVersions ? undefined : sql`not exists ${livingVersions(db, id)}`,
    force ? undefined : sql`not exists ${predictionsInFlight(db, id)}`,
    sql`not exists ${protectedAliases(db, id)}`,
  );
  const isGone = sql`exists (select 1 from ${models} where ${models.id} = ${id} and ${models.deletedAt} = ${deletedAt})`;
  const [found, gone] = await db.batch([
    db
      .select({
        versions: countOf(livingVersions(db, id)),
        predictionsInFlight: countOf(predictionsInFlight(db, id)),
        protectedAliases: countOf(protectedAliases(db, id)),
      })
      .from(models)
      .where(isLiving),
    // The model before its versions: a trigger keeps those of a living one that `primary` points at.
    db.update(models).set({ deletedAt }).where(and(isLiving, mayGo)).returning({ id: models.id }),
    auditStatement(db, audit),
    db.insert(versionTransitions).select(
      db
        .select({
          versionKey: versionCards.versionKey,
          revision: sql`${versionCards.revision} + 1`.as("revision"),
          fromStatus: versionCards.status,
          toStatus: sql`'deleted'`.as("to_status"),
          actorId: sql`${deletedBy}`.as("actor_id"),
          actorName: sql`null`.as("actor_name"),
          reason: sql`'the model was deleted'`.as("reason"),
          at: sql`${deletedAt}`.as("at"),
        })
        .from(versionCards)
        .where(and(sql`${versionCards.versionKey} in ${livingVersions(db, id)}`, isGone)),
    ),
    db
      .update(versionCards)
      .set({
        status: "deleted",
        revision: sql`${versionCards.revision} + 1`,
        deletedBy,
        deletedAt,
        updatedAt: deletedAt,
      })
      .where(and(sql`${versionCards.versionKey} in ${livingVersions(db, id)}`, isGone)),
  ]);
  if (gone.length === 1) return "deleted";
  return found[0] ?? null;
}

function livingVersions(db: Database, modelId: string) {
  return db
    .select({ key: versions.key })
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(and(eq(versions.modelId, modelId), ne(versionCards.status, "deleted")));
}

function predictionsInFlight(db: Database, modelId: string) {
  return db
    .select({ id: predictions.id })
    .from(predictions)
    .where(and(eq(predictions.modelId, modelId), isNull(predictions.completedAt)));
}

function protectedAliases(db: Database, modelId: string) {
  return db
    .select({ name: aliases.name })
    .from(aliases)
    .where(and(eq(aliases.modelId, modelId), eq(aliases.isProtected, true)));
}

function countOf(rows: { getSQL: () => SQL }): SQL<number> {
  return sql<number>`(select count(*) from ${rows})`;
}
