import { type SQL, and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { models, retiredModelNames } from "../schema/index.ts";
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
  | "requiredChecks";
export type NewModel = Pick<
  typeof models.$inferInsert,
  ModelColumn | "id" | "ownerId" | "createdAt"
> & { categorySlugs: string[]; tags?: string[] };
/** Undefined: as it was. */
export type ModelChanges = {
  [Column in ModelColumn]?: (typeof models.$inferSelect)[Column] | undefined;
};

/** A taken name is a unique violation of `models.owner_id, models.name`. */
export async function insertModel(db: Database, model: NewModel): Promise<void> {
  const { categorySlugs, tags, ...content } = model;
  const lastNumber = reached(model.ownerId, model.name);
  await db.batch([
    db.insert(models).values({ ...content, lastNumber }),
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
): Promise<boolean> {
  const { id, ownerId, changes, links, updatedAt } = input;
  const renamed =
    changes.name === undefined
      ? {}
      : { lastNumber: sql`max(${models.lastNumber}, ${reached(ownerId, changes.name)})` };
  const [updated] = await db.batch([
    db
      .update(models)
      .set({ ...changes, ...renamed, updatedAt })
      .where(and(eq(models.id, id), isNull(models.deletedAt)))
      .returning({ id: models.id }),
    ...replaceLinks(db, id, links),
  ]);
  return updated.length === 1;
}

/** How far the counter of a name got under models that gave it up; 0 where there were none. */
function reached(ownerId: string, name: string): SQL<number> {
  const { ownerId: owner, name: retired, lastNumber } = retiredModelNames;
  return sql`coalesce((select ${lastNumber} from ${retiredModelNames} where ${owner} = ${ownerId} and ${retired} = ${name}), 0)`;
}
