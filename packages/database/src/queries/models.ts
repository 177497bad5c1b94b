import { type SQL, and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import {
  modelCategoryLinks,
  models,
  retiredModelNames,
  versionCards,
  versions,
} from "../schema/index.ts";

type StoredModel = typeof models.$inferSelect;
type ModelContent = Pick<
  StoredModel,
  | "name"
  | "visibility"
  | "description"
  | "overview"
  | "sourceUrl"
  | "licenseUrl"
  | "paperUrl"
  | "hardwareIdentifier"
>;
export type NewModel = ModelContent &
  Pick<StoredModel, "id" | "ownerId" | "createdAt"> & { categorySlugs: string[] };
export type ModelChanges = Partial<ModelContent>;

/** A taken name is a unique violation of `models.owner_id, models.name`. */
export async function insertModel(db: Database, model: NewModel): Promise<void> {
  const { categorySlugs, ...content } = model;
  const lastNumber = reached(model.ownerId, model.name);
  await db.batch([
    db.insert(models).values({ ...content, lastNumber }),
    ...linkCategories(db, model.id, categorySlugs),
  ]);
}

/** False: the model is gone. A taken name is a unique violation of `models.owner_id, models.name`. */
export async function updateModel(
  db: Database,
  input: {
    id: string;
    ownerId: string;
    changes: ModelChanges;
    /** Undefined: as they were. */
    categorySlugs: string[] | undefined;
    updatedAt: number;
  },
): Promise<boolean> {
  const { id, ownerId, changes, categorySlugs, updatedAt } = input;
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
    ...(categorySlugs === undefined
      ? []
      : [
          db.delete(modelCategoryLinks).where(eq(modelCategoryLinks.modelId, id)),
          ...linkCategories(db, id, categorySlugs),
        ]),
  ]);
  return updated.length === 1;
}

/** Deletes the model and all its versions, whose rows stay as tombstones. False: it was gone already. */
export async function deleteModel(
  db: Database,
  input: { id: string; deletedBy: string; deletedAt: number },
): Promise<boolean> {
  const { id, deletedBy, deletedAt } = input;
  const isOfModel = sql`${versionCards.versionKey} in (select ${versions.key} from ${versions} where ${versions.modelId} = ${id})`;
  const [, deleted] = await db.batch([
    db
      .update(versionCards)
      .set({ status: "deleted", deletedBy, deletedAt, updatedAt: deletedAt })
      .where(and(isOfModel, eq(versionCards.status, "active"))),
    db
      .update(models)
      .set({ deletedAt })
      .where(and(eq(models.id, id), isNull(models.deletedAt)))
      .returning({ id: models.id }),
  ]);
  return deleted.length === 1;
}

/** How far the counter of a name got under models that gave it up; 0 where there were none. */
function reached(ownerId: string, name: string): SQL<number> {
  const { ownerId: owner, name: retired, lastNumber } = retiredModelNames;
  return sql`coalesce((select ${lastNumber} from ${retiredModelNames} where ${owner} = ${ownerId} and ${retired} = ${name}), 0)`;
}

function linkCategories(db: Database, modelId: string, slugs: string[]) {
  if (slugs.length === 0) return [];
  return [
    db.insert(modelCategoryLinks).values(slugs.map((categorySlug) => ({ modelId, categorySlug }))),
  ];
}
