import type { VersionWithDetails, Warning } from "@headgate/shared";

import { judgeStoredVersion } from "../compatibility/judge-stored-version.ts";
import type { CompilingContext } from "../context.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { transitionBody } from "./transition-body.ts";

/**
 * From then on predictions may be made on it, and it may be what an unpinned call follows. `invalid_input` with counter-examples where it
 * breaks the model's policies; what they only warn of comes back as `warnings`.
 */
export async function publishVersion(
  ctx: CompilingContext,
  input: TransitionInput & { body: unknown },
): Promise<VersionWithDetails & { warnings: Warning[] }> {
  let warnings: Warning[] = [];
  const published = await transitVersion(ctx, input, {
    verb: "publish",
    readReason: () => transitionBody.parse(input.body).reason,
    check: async (version, model) => {
      const judgement = await judgeStoredVersion(ctx, model, version);
      warnings = judgement.warnings;
      return judgement.succession;
    },
  });
  return { ...showVersionWithDetails(published), warnings };
}
