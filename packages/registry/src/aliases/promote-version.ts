import { primaryAlias } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { findLivingVersion, type VersionPath } from "../versions/find-living-version.ts";
import { promoteVersionBody } from "./alias-bodies.ts";
import { noPrecondition, type Precondition } from "./precondition.ts";
import { pointAlias, type SetAlias } from "./set-alias.ts";

/** Sets `primary`, which unpinned calls follow, to the version. Refuses as `setAlias` does. */
export async function promoteVersion(
  ctx: RegistryContext,
  input: VersionPath & { body: unknown; precondition?: Precondition },
): Promise<SetAlias> {
  const own = await getOwnModel(ctx, input, "write");
  const { reason } = promoteVersionBody.parse(input.body);
  const { number } = await findLivingVersion(ctx, own.model.id, input);
  const primary = {
    ...own,
    alias: primaryAlias,
    precondition: input.precondition ?? noPrecondition,
  };
  const pointing = { key: "version", version: String(number) };
  return pointAlias(ctx, primary, reason === undefined ? pointing : { ...pointing, reason });
}
