import { type SQL, and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { models, retiredModelNames } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";
import { type ModelLinks, replaceLinks } from "./model-links.ts";

type ModelColumn =
  | "name"
  | "visibility"
  | "description"
  | "overview"
  | "sourceUrl"
  | "licenseUrl"
  | "paperUrl"
  | "hardwareIdentifier"
  | "features"
  | "images"
  | "compatibilityInput"
  | "compatibilityOutput"
  | "bumpPolicy"
  | "requiredChecks"
  | "dataRetentionS";
export type NewModel = Pick<
  typeof models.$inferInsert,
  ModelColumn | "id" | "ownerId" | "createdAt"
> & { categorySlugs: string[]; tags?: string[] };
/** Undefined: as it was. */
export type ModelChanges = {
  [Column in ModelColumn]?: (typeof models.$inferSelect)[Column] | undefined;
};

/** A taken name is a unique violation of `models.owner_id, models.name`. */
export async function insertModel(db: Database, model: NewModel, audit: AuditEntry): Promise<void> {
  const { categorySlugs, tags, ...content } = model;
  await db.batch([
    db.insert(models).values({ ...content, ...reached(model.ownerId, model.name) }),
    auditStatement(db, audit),
    ...replaceLinks(db, model.id, { categorySlugs, tags }),
  ]);
}

/** False: the model is gone. A taken name is a unique violation of `models.owner_id, models.name`. */
export async function updateModel(
  db: Database,
  input: {
    id: string;
    ownerId: string;
    changes: ModelChanges;
    links: ModelLinks;
    updatedAt: number;
  },
  audit: AuditEntry,
): Promise<boolean> {
  const { id, ownerId, changes, links, updatedAt } = input;
  const renamed = changes.name === undefined ? {} : atLeast(reached(ownerId, changes.name));
  const [updated] = await db.batch([
    db
      .update(models)
      .set({ ...changes, ...renamed, updatedAt })
      .where(and(eq(models.id, id), isNull(models.deletedAt)))
      .returning({ id: models.id }),
    auditStatement(db, audit),
    ...replaceLinks(db, id, links),
  ]);
  return updated.length === 1;
}

type Counters = Record<"lastNumber" | "highestPrecedence", SQL>;

/** How far the counters of a name got under models that gave it up. */
export function reached(ownerId: string, name: string): Counters {
  const { ownerId: owner, name: retired, lastNumber, highestPrecedence } = retiredModelNames;
  const row = sql`from ${retiredModelNames} where ${owner} = ${ownerId} and ${retired} = ${name}`;
  return {
    lastNumber: sql`coalesce((select ${lastNumber} ${row}), 0)`,
    highestPrecedence: sql`coalesce((select ${highestPrecedence} ${row}), '')`,
  };
}

function atLeast({ lastNumber, highestPrecedence }: Counters): Counters {
  return {
    lastNumber: sql`max(${models.lastNumber}, ${lastNumber})`,
    highestPrecedence: sql`max(${models.highestPrecedence}, ${highestPrecedence})`,
  };
}
