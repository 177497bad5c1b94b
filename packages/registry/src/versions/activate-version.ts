import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/** Takes a deactivated version into use again. */
export async function activateVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails> {
  const readReason = (): string | null => transitionBody.parse(input.body).reason;
  return showVersionWithDetails(await transitVersion(ctx, input, { verb: "activate", readReason }));
}
