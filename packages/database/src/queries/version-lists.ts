import { type SQL, and, eq, isNotNull, sql } from "drizzle-orm";

import type { VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import { nameFiltered } from "../pages/cursor.ts";
import type { PageRequest } from "../pages/page-request.ts";
import {
  type Direction,
  type PageOrder,
  type PageWindow,
  type RowPage,
  readPage,
} from "../pages/read-page.ts";
import { models, owners, versionCards, versions } from "../schema/index.ts";
import { facets, type Viewer, visibleTo } from "../search/facets.ts";
import { findCondition } from "../search/find-condition.ts";
import {
  type Hit,
  hitColumns,
  hitKeyOf,
  hitSelection,
  type Search,
  selectHits,
} from "../search/hits.ts";
import { type VersionSummary, versionSummary } from "./versions.ts";

export const versionSorts = ["created_at", "updated_at", "number", "relevance"] as const;
export type VersionSort = (typeof versionSorts)[number];

/** What is left out lets everything through. */
export interface VersionFilter {
  modelId?: string | undefined;
  ownerId?: string | undefined;
  /** Versions in one of these. */
  statuses: readonly VersionStatus[];
  /** Versions that have all of these. */
  tags: readonly string[];
  /** Of the model. */
  hardware?: string | undefined;
  task?: string | undefined;
  /** `sha256:` and 64 hex digits. */
  digest?: string | undefined;
  /** What the model's name, the owner, the tags, the semantic version or the release notes hold. */
  text: string | null;
  createdAfter: number | null;
  createdBefore: number | null;
}

export interface VersionList {
  viewer: Viewer;
  filter: VersionFilter;
  sort: VersionSort;
  direction: Direction;
}

/** A version in a list of many models'. */
export type ListedVersion = VersionSummary & { model: { owner: string; name: string } };

const keys: Record<"updated_at" | "number", Pick<PageOrder<ListedVersion>, "columns" | "keyOf">> = {
  updated_at: {
    columns: [versionCards.updatedAt, versionCards.versionKey],
    keyOf: (row) => [row.updatedAt ?? 0, row.key],
  },
  number: { columns: [versions.number], keyOf: (row) => [row.number] },
};

/**
 * Versions that the viewer may see. By `relevance`, the best come first (`direction` must be `desc`); by `updated_at`, those that never
 * changed are left out; `number` is an order among the versions of one model.
 */
export async function listVersions(
  db: Database,
  page: PageRequest,
  { viewer, filter, sort, direction }: VersionList,
): Promise<RowPage<ListedVersion>> {
  const search = toSearch(viewer, filter);
  const name = nameFiltered(`versions.${sort}.${direction}`, filter);
  if (sort === "created_at" || sort === "relevance") {
    const ranking = sort === "relevance" ? "by_word" : "by_age";
    const order = { name, direction, columns: hitColumns, keyOf: hitKeyOf };
    return readPage(order, page, (window) =>
      readHits(db, selectHits(search, ranking, window), window),
    );
  }
  const { modelId } = filter;
  const condition = and(
    sort === "updated_at" ? isNotNull(versionCards.updatedAt) : undefined,
    modelId === undefined ? undefined : eq(versions.modelId, modelId),
    await findCondition(db, search, sql`${versions.place}`),
  );
  const order = { name, direction, ...keys[sort] };
  return readPage(order, page, (window) =>
    readRows(db, { ...window, where: and(condition, window.where) }),
  );
}

function toSearch(viewer: Viewer, filter: VersionFilter): Search {
  const { modelId, ownerId, hardware, task, digest } = filter;
  const wanted = [
    modelId === undefined ? null : facets.model(modelId),
    ownerId === undefined ? null : facets.owner(ownerId),
    hardware === undefined ? null : facets.hardware(hardware),
    task === undefined ? null : facets.task(task),
    digest === undefined ? null : facets.digest(digest),
    ...filter.tags.map(facets.tag),
  ];
  return {
    table: "version_search",
    facets: [
      visibleTo(viewer),
      filter.statuses.map(facets.status),
      ...wanted.flatMap((word) => (word === null ? [] : [[word]])),
    ],
    text: filter.text,
    createdAfter: filter.createdAfter,
    createdBefore: filter.createdBefore,
  };
}

const listed = { ...versionSummary, model: { owner: owners.username, name: models.name } };

function readHits(
  db: Database,
  hits: SQL,
  { orderBy }: PageWindow,
): Promise<(ListedVersion & Hit)[]> {
  return db
    .select({ ...listed, ...hitSelection })
    .from(hits)
    .innerJoin(versions, eq(versions.place, sql`hit.place`))
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .innerJoin(models, eq(models.id, versions.modelId))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .orderBy(...orderBy);
}

function readRows(db: Database, { where, orderBy, limit }: PageWindow): Promise<ListedVersion[]> {
  return db
    .select(listed)
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .innerJoin(models, eq(models.id, versions.modelId))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
}
