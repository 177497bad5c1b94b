import { type SQL, and, eq, gt, isNull, sql } from "drizzle-orm";

import type { Visibility } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type Direction, type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { modelCategoryLinks, models } from "../schema/index.ts";
import { type ModelSummary, readModelSummaries } from "./read-models.ts";

export const modelSorts = ["created_at", "predictions_count"] as const;
export type ModelSort = (typeof modelSorts)[number];

export interface ModelFilter {
  /** Undefined: everybody's. */
  ownerId?: string;
  /** Undefined: both. */
  visibility?: Visibility;
  /** Models of at least one of these categories; empty: of any or none. */
  categorySlugs: string[];
}

/** Living models. Sorted by predictions, those that never had one are left out. */
export async function listModels(
  db: Database,
  page: PageRequest,
  list: { filter: ModelFilter; sort: ModelSort; direction: Direction },
): Promise<RowPage<ModelSummary>> {
  const condition = and(
    isNull(models.deletedAt),
    list.sort === "predictions_count" ? gt(models.predictionsCount, 0) : undefined,
    filterCondition(list.filter),
  );
  return readPage(orderOf(list.sort, list.direction), page, ({ where, orderBy, limit }) =>
    readModelSummaries(db, { where: and(condition, where), orderBy, limit }),
  );
}

function orderOf(sort: ModelSort, direction: Direction): PageOrder<ModelSummary> {
  const name = `models.${sort}.${direction}`;
  if (sort === "created_at") {
    return {
      name,
      direction,
      columns: [models.createdAt, models.id],
      keyOf: (row) => [row.createdAt, row.id],
    };
  }
  return {
    name,
    direction,
    columns: [models.predictionsCount, models.id],
    keyOf: (row) => [row.predictionsCount, row.id],
  };
}

function filterCondition({ ownerId, visibility, categorySlugs }: ModelFilter): SQL | undefined {
  const slugs = JSON.stringify(categorySlugs);
  const inCategory = sql`exists (select 1 from ${modelCategoryLinks} where ${modelCategoryLinks.modelId} = ${models.id}
    and ${modelCategoryLinks.categorySlug} in (select value from json_each(${slugs})))`;
  return and(
    ownerId === undefined ? undefined : eq(models.ownerId, ownerId),
    visibility === undefined ? undefined : eq(models.visibility, visibility),
    categorySlugs.length === 0 ? undefined : inCategory,
  );
}
