import { eq } from "drizzle-orm";
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

function replaceCategories(db: Database, modelId: string, slugs: string[]) {
  const rows = slugs.map((categorySlug) => ({ modelId, categorySlug }));
  return [
    db.delete(modelCategoryLinks).where(eq(modelCategoryLinks.modelId, modelId)),
    ...(rows.length === 0 ? [] : [db.insert(modelCategoryLinks).values(rows)]),
  ];
}

function replaceTags(db: Database, modelId: string, tags: string[]) {
  const rows = tags.map((tag) => ({ modelId, tag }));
  return [
    db.delete(modelTags).where(eq(modelTags.modelId, modelId)),
    ...(rows.length === 0 ? [] : [db.insert(modelTags).values(rows)]),
  ];
}
