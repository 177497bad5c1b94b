import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import {
  aliasLedger,
  models,
  owners,
  versionCards,
  versions,
  versionTransitions,
} from "../schema/index.ts";
import type { LedgerRow } from "./alias-ledger.ts";
import { tagsOfVersion, type VersionDetails } from "./versions.ts";

/** Changes with whatever an export of the model tells. */
export interface ModelState {
  lastNumber: number;
  updatedAt: number | null;
  /** Of all cards together. */
  revisions: number;
  ledgerSeq: number;
  ledgerHash: string | null;
}

/** Null: the model is gone. */
export async function findModelState(db: Database, modelId: string): Promise<ModelState | null> {
  const newest = sql`from alias_ledger where model_id = ${models.id} order by seq desc limit 1`;
  const found = await db
    .select({
      lastNumber: models.lastNumber,
      updatedAt: models.updatedAt,
      revisions: sql<number>`(select coalesce(sum(revision), 0) from version_cards join versions on key = version_key where model_id = ${models.id})`,
      ledgerSeq: sql<number>`coalesce((select seq ${newest}), 0)`,
      ledgerHash: sql<string | null>`(select hash ${newest})`,
    })
    .from(models)
    .where(and(eq(models.id, modelId), isNull(models.deletedAt)))
    .get();
  return found ?? null;
}

const exported = {
  number: versions.number,
  id: versions.id,
  semver: versions.semver,
  containerImageDigest: versions.containerImageDigest,
  schemas: versions.schemas,
  content: versions.content,
  createdAt: versions.createdAt,
  status: versionCards.status,
  revision: versionCards.revision,
  releaseNotes: versionCards.releaseNotes,
  card: versionCards.card,
  tags: tagsOfVersion,
  visibility: versionCards.visibility,
  minimumParallelCapacity: versionCards.minimumParallelCapacity,
  maximumParallelCapacity: versionCards.maximumParallelCapacity,
  routing: versionCards.routing,
  updatedAt: versionCards.updatedAt,
};

export type ExportedVersion = Pick<VersionDetails, keyof typeof exported>;

/** The next versions behind this number, deleted ones too: a hundred, or as many as take about a megabyte. */
export async function listExportedVersions(
  db: Database,
  modelId: string,
  after: number,
): Promise<ExportedVersion[]> {
  const sized = sql`
    select v.number, sum(length(v.schemas) + length(v.content) + length(c.card)) over (order by v.number) as total,
      row_number() over (order by v.number) as place
    from versions v join version_cards c on c.version_key = v.key
    where v.model_id = ${modelId} and v.number > ${after} order by v.number limit 100`;
  const last = sql`(select max(number) from (${sized}) where total < 1000000 or place = 1)`;
  const isNext = and(gt(versions.number, after), sql`${versions.number} <= ${last}`);
  return db
    .select(exported)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(and(eq(versions.modelId, modelId), isNext))
    .orderBy(asc(versions.number));
}

export interface ExportedTransition {
  number: number;
  revision: number;
  from: string | null;
  to: string;
  actorId: string;
  actorName: string | null;
  reason: string | null;
  at: number;
}

/** The next of the model's transitions behind this one, by number and revision: five hundred at most. */
export async function listExportedTransitions(
  db: Database,
  modelId: string,
  after: { number: number; revision: number },
): Promise<ExportedTransition[]> {
  const { versionKey, revision } = versionTransitions;
  return db
    .select({
      number: versions.number,
      revision,
      from: versionTransitions.fromStatus,
      to: versionTransitions.toStatus,
      actorId: versionTransitions.actorId,
      actorName: sql<string | null>`coalesce(${versionTransitions.actorName}, ${owners.username})`,
      reason: versionTransitions.reason,
      at: versionTransitions.at,
    })
    .from(versions)
    .innerJoin(versionTransitions, eq(versionKey, versions.key))
    .leftJoin(owners, eq(owners.id, versionTransitions.actorId))
    .where(
      and(
        eq(versions.modelId, modelId),
        sql`(${versions.number}, ${revision}) > (${after.number}, ${after.revision})`,
      ),
    )
    .orderBy(asc(versions.number), asc(revision))
    .limit(500);
}

/** The next entries of the model's ledger behind this one: five hundred at most. */
export async function listExportedEntries(
  db: Database,
  modelId: string,
  after: number,
): Promise<LedgerRow[]> {
  return db
    .select()
    .from(aliasLedger)
    .where(and(eq(aliasLedger.modelId, modelId), gt(aliasLedger.seq, after)))
    .orderBy(asc(aliasLedger.seq))
    .limit(500);
}
