import type { VersionWithDetails } from "@headgate/shared";

import { getVisibleModel } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { findActiveVersion, type VersionPath } from "./find-active-version.ts";
import { showVersionWithDetails } from "./show-version.ts";

/** `not_found` for a deleted one. */
export async function getVersion(
  ctx: RegistryContext,
  input: VersionPath,
): Promise<VersionWithDetails> {
  const model = await getVisibleModel(ctx, input);
  return showVersionWithDetails(await findActiveVersion(ctx, model.id, input));
}
