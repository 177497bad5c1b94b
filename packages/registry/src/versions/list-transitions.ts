import {
  listTransitions as listRows,
  readPageRequest,
  type TransitionRow,
} from "@headgate/database";
import { toWireTime, type VersionTransition } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { findLivingVersion, type VersionPath } from "./find-living-version.ts";

/** What became of an own version, the latest first. */
export async function listTransitions(
  ctx: RegistryContext,
  input: VersionPath & { query: ListQuery },
): Promise<CursorPage<VersionTransition>> {
  const page = readPageRequest(input.query);
  const { model } = await getOwnModel(ctx, input, "read");
  const { key } = await findLivingVersion(ctx, model.id, input);
  return toCursorPage(await listRows(ctx.db, key, page), showTransition);
}

function showTransition({ at, ...step }: TransitionRow): VersionTransition {
  return { ...step, at: toWireTime(at) };
}
