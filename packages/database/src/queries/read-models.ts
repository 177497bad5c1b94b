import { type SQL, and, asc, eq, isNull, sql } from "drizzle-orm";

import type {
  BumpPolicy,
  CheckName,
  Compatibility,
  ModelImage,
  Visibility,
} from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageWindow } from "../pages/read-page.ts";
import {
  hardware,
  modelCategories,
  modelCategoryLinks,
  modelTags,
  models,
  owners,
} from "../schema/index.ts";
import { type Hit, hitSelection } from "../search/hits.ts";
import { isCalled, type ModelName } from "./model-names.ts";
import type { OwnerRow } from "./owners.ts";
import { parseTexts } from "./text-list.ts";

interface CategoryName {
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

const tags = sql`(
  select json_group_array(tag) from (
    select ${modelTags.tag} as tag from ${modelTags} where ${modelTags.modelId} = ${models.id} order by ${asc(modelTags.tag)}
  )
)`.mapWith(parseTexts);

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
  tags,
};

const details = {
  overview: models.overview,
  sourceUrl: models.sourceUrl,
  licenseUrl: models.licenseUrl,
  paperUrl: models.paperUrl,
  features: models.features,
  images: models.images,
  compatibilityInput: models.compatibilityInput,
  compatibilityOutput: models.compatibilityOutput,
  bumpPolicy: models.bumpPolicy,
  requiredChecks: models.requiredChecks,
  dataRetentionS: models.dataRetentionS,
};

/** A model as lists show it. */
export interface ModelSummary {
  id: string;
  name: string;
  visibility: Visibility;
  description: string | null;
  predictionsCount: number;
  createdAt: number;
  updatedAt: number | null;
  owner: Pick<OwnerRow, "id" | "username" | "avatarUrl">;
  hardware: { identifier: string; name: string };
  categories: CategoryName[];
  tags: string[];
}

export interface ModelDetails extends ModelSummary {
  overview: string | null;
  sourceUrl: string | null;
  licenseUrl: string | null;
  paperUrl: string | null;
  features: string[];
  images: ModelImage[];
  compatibilityInput: Compatibility;
  compatibilityOutput: Compatibility;
  bumpPolicy: BumpPolicy;
  requiredChecks: CheckName[];
  /** Seconds. Null: predictions keep their data. */
  dataRetentionS: number | null;
}

/** The models of one page of a list. */
export async function readModelSummaries(
  db: Database,
  window: PageWindow,
): Promise<ModelSummary[]> {
  return db
    .select(summary)
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(hardware, eq(hardware.identifier, models.hardwareIdentifier))
    .where(window.where)
    .orderBy(...window.orderBy)
    .limit(window.limit);
}

export type ModelHit = ModelSummary & Hit;

/** The models of one page of hits. */
export async function readModelHits(
  db: Database,
  hits: SQL,
  { orderBy }: PageWindow,
): Promise<ModelHit[]> {
  return db
    .select({ ...summary, ...hitSelection })
    .from(hits)
    .innerJoin(models, eq(models.place, sql`hit.place`))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(hardware, eq(hardware.identifier, models.hardwareIdentifier))
    .orderBy(...orderBy);
}

/** A living model by its name or one that it had: see `isCalled`. */
export async function findModel(db: Database, called: ModelName): Promise<ModelDetails | null> {
  return findDetails(db, isCalled(called));
}

/** A living model. */
export async function findModelById(db: Database, id: string): Promise<ModelDetails | null> {
  return findDetails(db, and(eq(models.id, id), isNull(models.deletedAt)));
}

async function findDetails(db: Database, condition: SQL | undefined): Promise<ModelDetails | null> {
  const found = await db
    .select({ ...summary, ...details })
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(hardware, eq(hardware.identifier, models.hardwareIdentifier))
    .where(condition)
    .get();
  return found ?? null;
}

/** `text` was made by json_group_array and json_object in the statement above: its shape is certain. */
function parseCategories(text: string): CategoryName[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as CategoryName[];
}
