import { listAliases as listRows, readPageRequest } from "@headgate/database";
import type { Alias } from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showAlias } from "./show-alias.ts";

/** Those that somebody set, by name. */
export async function listAliases(
  ctx: RegistryContext,
  input: ModelPath & { query: ListQuery },
): Promise<CursorPage<Alias>> {
  const page = readPageRequest(input.query);
  const model = await getVisibleModel(ctx, input);
  return toCursorPage(await listRows(ctx.db, model.id, page), showAlias);
}
