import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import type { VersionPath } from "./find-living-version.ts";
import { findVisibleVersion } from "./find-visible-version.ts";
import { showVersionWithDetails } from "./show-version.ts";

/** As `not_found` as `findVisibleVersion` says. */
export async function getVersion(
  ctx: RegistryContext,
  input: VersionPath,
): Promise<VersionWithDetails> {
  return showVersionWithDetails(await findVisibleVersion(ctx, input));
}
