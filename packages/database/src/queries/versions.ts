import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";

import { primaryAlias } from "@headgate/shared";

import type { Database } from "../database.ts";
import { aliases, versionCards, versionTags, versions } from "../schema/index.ts";
import { deletionColumns } from "./deletion-columns.ts";
import { parseTexts } from "./text-list.ts";

export const tagsOfVersion = sql`(
  select json_group_array(tag) from (
    select ${versionTags.tag} as tag from ${versionTags} where ${versionTags.versionKey} = ${versions.key} order by ${asc(versionTags.tag)}
  )
)`.mapWith(parseTexts);

/** For a query that has `versions` and `version_cards`. */
export const versionSummary = {
  key: versions.key,
  id: versions.id,
  number: versions.number,
  semver: versions.semver,
  containerImageDigest: versions.containerImageDigest,
  createdAt: versions.createdAt,
  updatedAt: versionCards.updatedAt,
  status: versionCards.status,
  revision: versionCards.revision,
  releaseNotes: versionCards.releaseNotes,
  visibility: versionCards.visibility,
  tags: tagsOfVersion,
  ...deletionColumns,
};
const details = {
  ...versionSummary,
  schemas: versions.schemas,
  content: versions.content,
  card: versionCards.card,
  minimumParallelCapacity: versionCards.minimumParallelCapacity,
  maximumParallelCapacity: versionCards.maximumParallelCapacity,
  routing: versionCards.routing,
};

export type VersionSummary = Awaited<
  ReturnType<typeof selectVersions<typeof versionSummary>>
>[number];
export type VersionDetails = Awaited<ReturnType<typeof selectVersions<typeof details>>>[number];

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

/** By its id, from its model. Deleted ones are found too. */
export async function findVersionById(db: Database, id: string): Promise<VersionDetails | null> {
  return (await selectVersions(db, details).where(eq(versions.id, id)).get()) ?? null;
}

/** The versions that a model is shown with, private ones left out; null where there is none. */
export interface ModelVersions {
  /** The newest that was published and not deleted. */
  latest: VersionDetails | null;
  latestActive: VersionSummary | null;
  /** What a reference without a selector means. */
  primary: VersionSummary | null;
}

export async function findModelVersions(db: Database, modelId: string): Promise<ModelVersions> {
  const isOfModel = and(eq(versions.modelId, modelId), isNull(versionCards.visibility));
  const [latest, active, promoted] = await db.batch([
    selectVersions(db, details)
      .where(and(isOfModel, inArray(versionCards.status, ["active", "inactive"])))
      .orderBy(desc(versions.number))
      .limit(1),
    selectVersions(db, versionSummary)
      .where(and(isOfModel, eq(versionCards.status, "active")))
      .orderBy(desc(versions.number))
      .limit(1),
    selectVersions(db, versionSummary)
      .innerJoin(aliases, eq(aliases.versionKey, versions.key))
      .where(and(eq(aliases.modelId, modelId), eq(aliases.name, primaryAlias))),
  ]);
  const latestActive = active[0] ?? null;
  const primary = promoted[0] ?? latestActive;
  const isShown = primary?.visibility === null;
  return { latest: latest[0] ?? null, latestActive, primary: isShown ? primary : null };
}

function selectVersions<Columns extends typeof versionSummary>(db: Database, columns: Columns) {
  return db
    .select(columns)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key));
}
