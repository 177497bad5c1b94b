import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/** Gives an unpublished version up for good. */
export async function cancelVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails> {
  const readReason = (): string | null => transitionBody.parse(input.body).reason;
  return showVersionWithDetails(await transitVersion(ctx, input, { verb: "cancel", readReason }));
}
