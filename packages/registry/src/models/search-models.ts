import { invalidInput, type Model } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import type { CursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { listModels } from "./list-models.ts";

/** WriftAI's way of looking for models: as `listModels`, with a text that must be there. */
export async function searchModels(
  ctx: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Model>> {
  if (typeof input.query.q === "string") return listModels(ctx, input);
  throw invalidInput(["query", "q"], "q is missing: say what to look for");
}
