import { listVersions as listRows, readPageRequest } from "@headgate/database";
import type { Version } from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showVersion } from "./show-version.ts";

/** Active versions, newest first, without their schemas. */
export async function listVersions(
  ctx: RegistryContext,
  input: ModelPath & { query: ListQuery },
): Promise<CursorPage<Version>> {
  const page = readPageRequest(input.query);
  const model = await getVisibleModel(ctx, input);
  return toCursorPage(await listRows(ctx.db, model.id, page), showVersion);
}
