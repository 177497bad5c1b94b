import type { Model } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import type { CursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { readModels } from "./list-models.ts";

/** The caller's models, private ones too. Needs scope `read`. */
export async function listOwnModels(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Model>> {
  const { ownerId } = requireScope(ctx, "read");
  return readModels(ctx, input.query, { viewer: { reads: [ownerId], writes: [ownerId] }, ownerId });
}
