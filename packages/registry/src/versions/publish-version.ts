import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/** From then on predictions may be made on it, and it may be what an unpinned call follows. */
export async function publishVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails> {
  const { reason } = transitionBody.parse(input.body);
  return showVersionWithDetails(await transitVersion(ctx, input, { verb: "publish", reason }));
}
