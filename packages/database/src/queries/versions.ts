import { and, desc, eq, ne } from "drizzle-orm";

import type { VersionSchemas } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { versionCards, versions } from "../schema/index.ts";
import type { CompiledSchemas } from "./flat-schemas.ts";

export interface NewVersion {
  modelId: string;
  /** 64 hex digits from 32 random bytes. */
  id: string;
  containerImageDigest: string;
  schemas: VersionSchemas;
  compiled: CompiledSchemas;
  releaseNotes: string;
  maximumParallelCapacity: number | null;
  createdAt: number;
}

export interface VersionName {
  key: number;
  number: number;
  semver: string;
}

const summary = {
  key: versions.key,
  id: versions.id,
  number: versions.number,
  semver: versions.semver,
  containerImageDigest: versions.containerImageDigest,
  createdAt: versions.createdAt,
  status: versionCards.status,
  releaseNotes: versionCards.releaseNotes,
  maximumParallelCapacity: versionCards.maximumParallelCapacity,
};
const details = { ...summary, schemas: versions.schemas };

export type VersionSummary = Awaited<ReturnType<typeof selectVersions<typeof summary>>>[number];
export type VersionDetails = VersionSummary & { schemas: VersionSchemas };

const newestFirst: PageOrder<VersionSummary> = {
  name: "versions",
  direction: "desc",
  columns: [versions.number],
  keyOf: (row) => [row.number],
};

/**
 * Gives the version the model's next number, in one batch with its rows: what fails takes no number.
 * Null: the model is gone.
 */
export async function insertVersion(
  db: Database,
  version: NewVersion,
): Promise<VersionName | null> {
  const { modelId, id, compiled, maximumParallelCapacity: capacity } = version;
  const d1 = db.$client;
  const [, inserted] = await d1.batch<VersionName>([
    d1
      .prepare(
        "UPDATE models SET last_number = last_number + 1 WHERE id = ?1 AND deleted_at IS NULL",
      )
      .bind(modelId),
    d1
      .prepare(
        `INSERT INTO versions (model_id, number, semver, id, container_image_digest, schemas, created_at)
         SELECT id, last_number, '0.' || last_number || '.0', ?2, ?3, ?4, ?5
         FROM models WHERE id = ?1 AND deleted_at IS NULL
         RETURNING key, number, semver`,
      )
      .bind(
        modelId,
        id,
        version.containerImageDigest,
        JSON.stringify(version.schemas),
        version.createdAt,
      ),
    d1
      .prepare(
        `INSERT INTO version_cards (version_key, status, release_notes, maximum_parallel_capacity)
         SELECT key, 'active', ?2, ?3 FROM versions WHERE id = ?1`,
      )
      .bind(id, version.releaseNotes, capacity),
    ...compiled.schemas.map(({ task, direction, flat }) =>
      d1
        .prepare(
          `INSERT INTO flat_schemas (version_key, task, direction, form, schema)
           SELECT key, ?2, ?3, ?4, ?5 FROM versions WHERE id = ?1`,
        )
        .bind(id, task, direction, compiled.form, JSON.stringify(flat)),
    ),
  ]);
  return inserted?.results[0] ?? null;
}

/** Deleted ones are found too: see `status`. */
export async function findVersion(
  db: Database,
  modelId: string,
  number: number,
): Promise<VersionDetails | null> {
  const found = await selectVersions(db, details)
    .where(and(eq(versions.modelId, modelId), eq(versions.number, number)))
    .get();
  return found ?? null;
}

/** The versions that a model is shown with; null where there is none. */
export interface ModelVersions {
  /** The newest that was not deleted. */
  latest: VersionDetails | null;
  latestActive: VersionSummary | null;
  /** What a reference without a selector means. */
  primary: VersionSummary | null;
}

export async function findModelVersions(db: Database, modelId: string): Promise<ModelVersions> {
  const isOfModel = eq(versions.modelId, modelId);
  const [latest, active] = await db.batch([
    selectVersions(db, details)
      .where(and(isOfModel, ne(versionCards.status, "deleted")))
      .orderBy(desc(versions.number))
      .limit(1),
    selectVersions(db, summary)
      .where(and(isOfModel, eq(versionCards.status, "active")))
      .orderBy(desc(versions.number))
      .limit(1),
  ]);
  const latestActive = active[0] ?? null;
  return { latest: latest[0] ?? null, latestActive, primary: latestActive };
}

/** Active ones, newest first. */
export async function listVersions(
  db: Database,
  modelId: string,
  page: PageRequest,
): Promise<RowPage<VersionSummary>> {
  const condition = and(eq(versions.modelId, modelId), eq(versionCards.status, "active"));
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    selectVersions(db, summary)
      .where(and(condition, where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** Turns the version into a tombstone. False: it was one already, or there is none with this key. */
export async function deleteVersion(
  db: Database,
  input: { key: number; deletedBy: string; deletedAt: number },
): Promise<boolean> {
  const { key, deletedBy, deletedAt } = input;
  const rows = await db
    .update(versionCards)
    .set({ status: "deleted", deletedBy, deletedAt, updatedAt: deletedAt })
    .where(and(eq(versionCards.versionKey, key), eq(versionCards.status, "active")))
    .returning({ key: versionCards.versionKey });
  return rows.length === 1;
}

function selectVersions<Columns extends typeof summary>(db: Database, columns: Columns) {
  return db
    .select(columns)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key));
}
