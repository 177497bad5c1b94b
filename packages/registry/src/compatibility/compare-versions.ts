import type { VersionComparison } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";
import type { CompilingContext } from "../context.ts";
import { findVisibleVersion } from "../versions/find-visible-version.ts";
import { showVersionWithDetails } from "../versions/show-version.ts";
import { compareFlats } from "./compare-flats.ts";
import { showComparison } from "./show-comparison.ts";
import { loadVersionFlats } from "./version-flats.ts";

/**
 * Two versions of a model side by side, by their numbers: whether whoever called the one can call the other, and what differs. As
 * `not_found` as either would be by itself.
 */
export async function compareVersions(
  ctx: CompilingContext,
  input: ModelPath & { before: string; after: string },
): Promise<VersionComparison> {
  const before = await findVisibleVersion(ctx, { ...input, number: input.before });
  const after = await findVisibleVersion(ctx, { ...input, number: input.after });
  const answers = await compareFlats(
    ctx,
    await loadVersionFlats(ctx, before.key),
    await loadVersionFlats(ctx, after.key),
  );
  return showComparison(showVersionWithDetails(before), showVersionWithDetails(after), answers);
}
