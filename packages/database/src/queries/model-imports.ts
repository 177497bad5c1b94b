import { and, eq, isNull, lt, or } from "drizzle-orm";

import type { RoutingPolicy, VersionStatus } from "@headgate/shared";
import type { FlatVersionSchema, VersionSchemas } from "@headgate/shared";

import type { Database } from "../database.ts";
import { importLines, models, retiredModelNames } from "../schema/index.ts";
import type { VersionCard, VersionContent } from "../schema/version-content.ts";
import type { LedgerRow } from "./alias-ledger.ts";
import { jsonChunks } from "./json-chunks.ts";

/** Times in epoch milliseconds. */
export interface ImportedVersion {
  number: number;
  id: string;
  semver: string;
  precedence: string;
  containerImageDigest: string;
  content: VersionContent;
  createdAt: number;
  status: VersionStatus;
  revision: number;
  releaseNotes: string;
  card: VersionCard;
  tags: string[];
  visibility: "private" | null;
  minimumParallelCapacity: number | null;
  maximumParallelCapacity: number | null;
  routing: Partial<RoutingPolicy>;
  updatedAt: number | null;
}

export interface ImportedTransition {
  number: number;
  revision: number;
  from: VersionStatus | null;
  to: VersionStatus;
  actorId: string;
  actorName: string | null;
  reason: string | null;
  at: number;
}

/** A part of an import, as it waits for the rest. */
export type StagedLine =
  | { kind: "version"; content: ImportedVersion }
  | { kind: "schemas"; content: { number: number; schemas: VersionSchemas } }
  | { kind: "flat_schema"; content: { number: number; form: number } & FlatVersionSchema }
  | { kind: "transition"; content: ImportedTransition }
  | { kind: "entry"; content: LedgerRow };

export interface Import {
  id: string;
  stagedAt: number;
}

/** Keeps the lines behind the `position` lines that the import has. */
export async function stageLines(
  db: Database,
  { id, stagedAt }: Import,
  { position, lines }: { position: number; lines: readonly StagedLine[] },
): Promise<void> {
  const placed = lines.map(({ kind, content }, index) => [position + index, kind, content]);
  for (const chunk of jsonChunks(placed)) {
    await db.$client
      .prepare(
        `INSERT INTO import_lines (import_id, position, kind, content, staged_at)
         SELECT ?1, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), ?3 FROM json_each(?2)`,
      )
      .bind(id, chunk, stagedAt)
      .run();
  }
}

/** Forgets the import's lines, and those of others that were staged before then. */
export async function deleteStagedLines(
  db: Database,
  { id, before }: { id: string; before: number },
): Promise<void> {
  await db
    .delete(importLines)
    .where(or(eq(importLines.importId, id), lt(importLines.stagedAt, before)));
}

/** What stands in the way of a model under this id and name. */
export interface ImportObstacles {
  hasId: boolean;
  hasName: boolean;
  /** How far the numbers of the name got under models that gave it up. */
  retiredNumber: number;
}

export async function findImportObstacles(
  db: Database,
  { id, ownerId, name }: { id: string; ownerId: string; name: string },
): Promise<ImportObstacles> {
  const { lastNumber } = retiredModelNames;
  const [sameId, sameName, retired] = await db.batch([
    db.select({ id: models.id }).from(models).where(eq(models.id, id)),
    db
      .select({ id: models.id })
      .from(models)
      .where(and(eq(models.ownerId, ownerId), eq(models.name, name), isNull(models.deletedAt))),
    db
      .select({ lastNumber })
      .from(retiredModelNames)
      .where(and(eq(retiredModelNames.ownerId, ownerId), eq(retiredModelNames.name, name))),
  ]);
  return {
    hasId: sameId.length > 0,
    hasName: sameName.length > 0,
    retiredNumber: retired[0]?.lastNumber ?? 0,
  };
}
