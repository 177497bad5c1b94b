import {
  listModels as listRows,
  type ModelFilter,
  readPageRequest,
  type Viewer,
} from "@headgate/database";
import type { Model } from "@headgate/shared";

import { viewerOf } from "../access/viewer-of.ts";
import type { RegistryContext } from "../context.ts";
import { findNamedOwnerId } from "../owners/get-user-by-name.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import { readListFilter, readOrder } from "../pages/list-filter.ts";
import { type ListQuery, readChoice } from "../pages/list-query.ts";
import { showModel } from "./show-model.ts";

/**
 * The models that the caller may see, of everybody or of one owner (`not_found` for one who does not exist), that the query lets through.
 * Oldest first unless a text is looked for or another order is asked for; by predictions or change, the most or latest first.
 */
export async function listModels(
  ctx: RegistryContext,
  input: { owner?: string; query: ListQuery },
): Promise<CursorPage<Model>> {
  const ownerId = await findNamedOwnerId(ctx, input.owner ?? input.query.owner);
  return readModels(ctx, input.query, { viewer: viewerOf(ctx.actor), ownerId });
}

/** The page of models that the query asks for, of those that the viewer may see. */
export async function readModels(
  { db }: RegistryContext,
  query: ListQuery,
  { viewer, ownerId }: { viewer: Viewer; ownerId: string | undefined },
): Promise<CursorPage<Model>> {
  const page = readPageRequest(query);
  const order = readOrder(query, {
    sorts: ["created_at", "updated_at", "name", "predictions_count"],
    directionOf: (sort) => (sort === "created_at" || sort === "name" ? "asc" : "desc"),
  });
  const filter: ModelFilter = {
    ...readListFilter(query),
    ownerId,
    categorySlugs: [...(query.category_slugs ?? []), ...(query.category ? [query.category] : [])],
    status: readChoice(query, "status", ["active", "inactive"]),
  };
  return toCursorPage(await listRows(db, page, { viewer, filter, ...order }), showModel);
}
