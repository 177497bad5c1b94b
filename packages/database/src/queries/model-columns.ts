import { asc, eq, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { hardware, modelCategories, modelCategoryLinks, models, owners } from "../schema/index.ts";

export interface CategoryName {
  name: string;
  slug: string;
}

const categories = sql`(
  select json_group_array(json_object('name', name, 'slug', slug)) from (
    select ${modelCategories.name} as name, ${modelCategories.slug} as slug
    from ${modelCategoryLinks} join ${modelCategories} on ${modelCategories.slug} = ${modelCategoryLinks.categorySlug}
    where ${modelCategoryLinks.modelId} = ${models.id} order by ${asc(modelCategories.slug)}
  )
)`.mapWith(parseCategories);

const summary = {
  id: models.id,
  name: models.name,
  visibility: models.visibility,
  description: models.description,
  predictionsCount: models.predictionsCount,
  createdAt: models.createdAt,
  updatedAt: models.updatedAt,
  owner: { id: owners.id, username: owners.username, avatarUrl: owners.avatarUrl },
  hardware: { identifier: hardware.identifier, name: hardware.name },
  categories,
};

const details = {
  overview: models.overview,
  sourceUrl: models.sourceUrl,
  licenseUrl: models.licenseUrl,
  paperUrl: models.paperUrl,
};

export type ModelSummary = Awaited<ReturnType<typeof selectModelSummaries>>[number];
export type ModelDetails = Awaited<ReturnType<typeof selectModelDetails>>[number];

/** Models as lists show them; the caller adds the conditions. */
export function selectModelSummaries(db: Database) {
  return db
    .select(summary)
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(hardware, eq(hardware.identifier, models.hardwareIdentifier));
}

/** Whole models; the caller adds the conditions. */
export function selectModelDetails(db: Database) {
  return db
    .select({ ...summary, ...details })
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(hardware, eq(hardware.identifier, models.hardwareIdentifier));
}

/** `text` was made by json_group_array and json_object in the statement above: its shape is certain. */
function parseCategories(text: string): CategoryName[] {
  return JSON.parse(text) as CategoryName[];
}
