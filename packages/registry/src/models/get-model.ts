import { findModelVersions } from "@headgate/database";
import type { ModelWithDetails } from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { showModelWithDetails } from "./show-model.ts";

/** With its newest versions, under its present name whichever it was asked for by. A private model is `not_found` to everybody but its owner. */
export async function getModel(ctx: RegistryContext, input: ModelPath): Promise<ModelWithDetails> {
  const model = await getVisibleModel(ctx, input);
  return showModelWithDetails(model, await findModelVersions(ctx.db, model.id));
}
