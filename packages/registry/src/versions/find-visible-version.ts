import type { VersionDetails } from "@headgate/database";

import { getVisibleModel } from "../access/get-visible-model.ts";
import { seesUnpublished } from "../access/sees-unpublished.ts";
import type { RegistryContext } from "../context.ts";
import { findLivingVersion, noVersion, type VersionPath } from "./find-living-version.ts";
import { isPublished } from "./is-published.ts";

/** `not_found` for a deleted one, and to others than those who may change the model for a private one and one that was never published. */
export async function findVisibleVersion(
  ctx: RegistryContext,
  input: VersionPath,
): Promise<VersionDetails> {
  const model = await getVisibleModel(ctx, input);
  const version = await findLivingVersion(ctx, model.id, input);
  const isPrivate = version.visibility === "private";
  const isKnown = isPublished({ ...version, isPrivate });
  if (isKnown || seesUnpublished(ctx.actor, model.owner.id)) return version;
  throw noVersion(input, input.number);
}
