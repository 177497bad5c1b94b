import { listChecks as listRows, readPageRequest } from "@headgate/database";
import type { VersionCheck } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { findLivingVersion, type VersionPath } from "../versions/find-living-version.ts";
import { showCheck } from "./show-check.ts";

/** The latest first. */
export async function listChecks(
  ctx: RegistryContext,
  input: VersionPath & { query: ListQuery },
): Promise<CursorPage<VersionCheck>> {
  const page = readPageRequest(input.query);
  const { model } = await getOwnModel(ctx, input, "read");
  const { key, number } = await findLivingVersion(ctx, model.id, input);
  return toCursorPage(await listRows(ctx.db, key, page), (check) => showCheck(check, number));
}
