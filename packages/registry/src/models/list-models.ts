import {
  findOwnerByName,
  listModels as listRows,
  type ModelFilter,
  modelSorts,
  readPageRequest,
} from "@headgate/database";
import type { Model } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { noUser } from "../owners/get-user-by-name.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import { type ListQuery, readDirection, readSort } from "../pages/list-query.ts";
import { showModel } from "./show-model.ts";

/**
 * Public models, of everybody or of one owner (`not_found` for one who does not exist). In the order in which they
 * were made, or by predictions, most first.
 */
export async function listModels(
  ctx: RegistryContext,
  input: { owner?: string; query: ListQuery },
): Promise<CursorPage<Model>> {
  const isPublic = { visibility: "public" } as const;
  if (input.owner === undefined) return readModels(ctx, input.query, isPublic);
  const owner = await findOwnerByName(ctx.db, input.owner);
  if (owner === null) throw noUser(input.owner);
  return readModels(ctx, input.query, { ...isPublic, ownerId: owner.id });
}

/** The page of models that the query asks for, of those that `filter` lets through. */
export async function readModels(
  ctx: RegistryContext,
  query: ListQuery,
  filter: Omit<ModelFilter, "categorySlugs">,
): Promise<CursorPage<Model>> {
  const sort = readSort(query, modelSorts);
  const direction = readDirection(query, sort === "created_at" ? "asc" : "desc");
  const categorySlugs = query.category_slugs ?? [];
  const list = { sort, direction, filter: { ...filter, categorySlugs } };
  return toCursorPage(await listRows(ctx.db, readPageRequest(query), list), showModel);
}
