import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/** Notes that an unpublished version did not pass. It may be published later, when what was wrong is right. */
export async function rejectVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails> {
  const readReason = (): string | null => transitionBody.parse(input.body).reason;
  return showVersionWithDetails(await transitVersion(ctx, input, { verb: "reject", readReason }));
}
