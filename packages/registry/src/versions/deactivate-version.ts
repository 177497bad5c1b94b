import type { VersionWithDetails } from "@headgate/shared";

import { readFlag } from "../bodies/read-flag.ts";
import type { RegistryContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/**
 * Takes no more predictions from then on; those that wait or run go on to their end. It can be undone. `conflict` while a protected alias
 * points at it, unless it is forced.
 */
export async function deactivateVersion(
  ctx: RegistryContext,
  input: TransitionInput & { body: unknown; force?: string | null },
): Promise<VersionWithDetails> {
  const isForced = readFlag("force", input.force);
  const readReason = (): string | null => transitionBody.parse(input.body).reason;
  const wanted = { verb: "deactivate", readReason, isForced } as const;
  return showVersionWithDetails(await transitVersion(ctx, input, wanted));
}
