import { HeadgateError, invalidInput } from "@headgate/shared";

import { readFlag } from "../bodies/read-flag.ts";
import type { GatedContext } from "../context.ts";
import type { VersionPath } from "./find-living-version.ts";
import { type TransitionInput, transitVersion } from "./transit-version.ts";
import { maxReasonLength } from "./transition-body.ts";

export interface DeleteVersionQuery {
  /** `true`: also while predictions wait or run, which then go on to their end. */
  force?: string | null;
  reason?: string | null;
}

/**
 * Takes the version out of use for good: its number, semantic version and id are not given out again, and answer that it was deleted.
 * `conflict` while predictions wait or run, unless that is forced, and while a protected alias points at it.
 */
export async function deleteVersion(
  ctx: GatedContext,
  input: TransitionInput & { query: DeleteVersionQuery },
): Promise<void> {
  const isForced = readFlag("force", input.query.force);
  await transitVersion(ctx, input, {
    verb: "delete",
    readReason: () => readReason(input.query),
    check: async ({ key }) => {
      const inFlight = isForced ? 0 : await ctx.countInFlight(key);
      if (inFlight > 0) throw busyVersion(input, inFlight);
      return null;
    },
  });
}

function readReason({ reason = null }: DeleteVersionQuery): string | null {
  if (reason === null || reason.length <= maxReasonLength) return reason;
  const message = `a reason has at most ${maxReasonLength} characters; this one has ${reason.length}`;
  throw invalidInput(["query", "reason"], message);
}

function busyVersion({ owner, name, number }: VersionPath, inFlight: number): HeadgateError {
  const what =
    inFlight === 1 ? "a prediction waits or runs" : `${inFlight} predictions wait or run`;
  const message = `${what} on ${owner}/${name}:${number}: deactivate it and delete it when they have ended, or delete it with ?force=true and let them end`;
  return new HeadgateError("conflict", message);
}
