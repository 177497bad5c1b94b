import type { VersionWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/** Takes no more predictions from then on; those that wait or run go on to their end. It can be undone. */
export async function deactivateVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails> {
  const { reason } = transitionBody.parse(input.body);
  return showVersionWithDetails(await transitVersion(ctx, input, { verb: "deactivate", reason }));
}
