import { and, gt, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { nameFiltered } from "../pages/cursor.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type Direction, type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { models } from "../schema/index.ts";
import { facets, type Viewer, visibleTo } from "../search/facets.ts";
import { findCondition } from "../search/find-condition.ts";
import { hitColumns, hitKeyOf, type Search, selectHits } from "../search/hits.ts";
import {
  type ModelHit,
  type ModelSummary,
  readModelHits,
  readModelSummaries,
} from "./read-models.ts";

export const modelSorts = [
  "created_at",
  "updated_at",
  "name",
  "predictions_count",
  "relevance",
] as const;
export type ModelSort = (typeof modelSorts)[number];

/** What is left out lets everything through. */
export interface ModelFilter {
  ownerId?: string | undefined;
  /** Models of at least one of these; none: of any or none. */
  categorySlugs: readonly string[];
  /** Models that have all of these. */
  tags: readonly string[];
  hardware?: string | undefined;
  /** Models with a version in this status, and that does this task. */
  status?: "active" | "inactive" | undefined;
  task?: string | undefined;
  /** What the name, owner, tags, description, overview or features hold. */
  text: string | null;
  createdAfter: number | null;
  createdBefore: number | null;
}

export interface ModelList {
  viewer: Viewer;
  filter: ModelFilter;
  sort: ModelSort;
  direction: Direction;
}

type SortedBy = Exclude<ModelSort, "created_at" | "relevance">;

const keys: Record<SortedBy, Pick<PageOrder<ModelSummary>, "columns" | "keyOf">> = {
  name: { columns: [models.name, models.id], keyOf: (row) => [row.name, row.id] },
  updated_at: {
    columns: [models.changedAt, models.id],
    keyOf: (row) => [row.updatedAt ?? row.createdAt, row.id],
  },
  predictions_count: {
    columns: [models.predictionsCount, models.id],
    keyOf: (row) => [row.predictionsCount, row.id],
  },
};

/**
 * Living models that the viewer may see. By `relevance`, the best come first (`direction` must be `desc`); by `updated_at`, those that never
 * changed stand by their creation; by `predictions_count`, those that never had one are left out.
 */
export async function listModels(
  db: Database,
  page: PageRequest,
  { viewer, filter, sort, direction }: ModelList,
): Promise<RowPage<ModelSummary>> {
  const search = toSearch(viewer, filter);
  const name = nameFiltered(`models.${sort}.${direction}`, filter);
  if (sort === "created_at" || sort === "relevance") {
    const ranking = sort === "relevance" ? "by_name" : "by_age";
    const order: PageOrder<ModelHit> = { name, direction, columns: hitColumns, keyOf: hitKeyOf };
    return readPage(order, page, (window) =>
      readModelHits(db, selectHits(search, ranking, window), window),
    );
  }
  const condition = and(
    isNull(models.deletedAt),
    sort === "predictions_count" ? gt(models.predictionsCount, 0) : undefined,
    await findCondition(db, search, sql`${models.place}`),
  );
  const order = { name, direction, ...keys[sort] };
  return readPage(order, page, (window) =>
    readModelSummaries(db, { ...window, where: and(condition, window.where) }),
  );
}

function toSearch(viewer: Viewer, filter: ModelFilter): Search {
  const { ownerId, hardware, status, task, categorySlugs, tags } = filter;
  const groups = [
    visibleTo(viewer),
    ownerId === undefined ? [] : [facets.owner(ownerId)],
    categorySlugs.map(facets.category),
    ...tags.map((tag) => [facets.tag(tag)]),
    hardware === undefined ? [] : [facets.hardware(hardware)],
    versionFacet(status, task),
  ];
  return {
    table: "model_search",
    facets: groups.filter((group) => group.length > 0),
    text: filter.text,
    createdAfter: filter.createdAfter,
    createdBefore: filter.createdBefore,
  };
}

function versionFacet(status: string | undefined, task: string | undefined): string[] {
  if (status !== undefined && task !== undefined) return [facets.taskInStatus(status, task)];
  if (status !== undefined) return [facets.status(status)];
  return task === undefined ? [] : [facets.task(task)];
}
