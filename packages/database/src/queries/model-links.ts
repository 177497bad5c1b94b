import { and, eq, notInArray } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";

import type { Database } from "../database.ts";
import { modelCategoryLinks, modelTags } from "../schema/index.ts";

/** What a model is listed under. Undefined: as it was. */
export interface ModelLinks {
  categorySlugs: string[] | undefined;
  tags: string[] | undefined;
}

/** Statements that put these in the place of what the model has. */
export function replaceLinks(
  db: Database,
  modelId: string,
  { categorySlugs, tags }: ModelLinks,
): BatchItem<"sqlite">[] {
  return [
    ...(categorySlugs === undefined ? [] : replaceCategories(db, modelId, categorySlugs)),
    ...(tags === undefined ? [] : replaceTags(db, modelId, tags)),
  ];
}

/** Only what differs is written: each row of these tables that comes or goes has the model indexed anew. */
function replaceCategories(db: Database, modelId: string, slugs: string[]) {
  const rows = slugs.map((categorySlug) => ({ modelId, categorySlug }));
  const { modelId: model, categorySlug: slug } = modelCategoryLinks;
  return [
    db.delete(modelCategoryLinks).where(and(eq(model, modelId), notInArray(slug, slugs))),
    ...(rows.length === 0
      ? []
      : [db.insert(modelCategoryLinks).values(rows).onConflictDoNothing()]),
  ];
}

function replaceTags(db: Database, modelId: string, tags: string[]) {
  const rows = tags.map((tag) => ({ modelId, tag }));
  const { modelId: model, tag } = modelTags;
  return [
    db.delete(modelTags).where(and(eq(model, modelId), notInArray(tag, tags))),
    ...(rows.length === 0 ? [] : [db.insert(modelTags).values(rows).onConflictDoNothing()]),
  ];
}
