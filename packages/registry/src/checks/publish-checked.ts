import type { VersionCheck } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { CompilingContext } from "../context.ts";
import { checkIfMatch } from "../revisions/if-match.ts";
import { findLivingVersion } from "../versions/find-living-version.ts";
import { publishVersion } from "../versions/publish-version.ts";
import type { TransitionInput } from "../versions/transit-version.ts";
import { transitionBody } from "../versions/transition-body.ts";
import { createCheck } from "./create-check.ts";

/** Publishes a version at once or, where its model requires checks, has them made first: it is published when they have passed. */
export async function publishChecked(
  ctx: CompilingContext,
  input: TransitionInput & { body: unknown },
): Promise<{ version: Awaited<ReturnType<typeof publishVersion>> } | { check: VersionCheck }> {
  const { model } = await getOwnModel(ctx, input, "write");
  if (model.requiredChecks.length === 0) return { version: await publishVersion(ctx, input) };
  const { revision } = await findLivingVersion(ctx, model.id, input);
  checkIfMatch(input.ifMatch, revision);
  transitionBody.parse(input.body);
  return { check: await createCheck(ctx, { ...input, body: { publish: true } }) };
}
