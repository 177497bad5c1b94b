import { HeadgateError, type VersionStatus } from "@headgate/shared";

import type { VersionPath } from "./find-living-version.ts";
import { type TransitionVerb, verbsFrom } from "./transitions.ts";

const participles: Record<TransitionVerb, string> = {
  complete: "completed (with PATCH)",
  publish: "published",
  activate: "activated",
  deactivate: "deactivated",
  reject: "rejected",
  cancel: "canceled",
  delete: "deleted",
};

/** `conflict`: the version has a status from which the verb leads nowhere. */
export function refuseTransition(
  { owner, name, number }: VersionPath,
  status: VersionStatus,
  verb: TransitionVerb,
): HeadgateError {
  const can = verbsFrom(status).map((other) => participles[other]);
  const message = `${owner}/${name}:${number} is ${status} and cannot be ${participles[verb]}; it can be ${listed(can)}`;
  return new HeadgateError("conflict", message);
}

/** `conflict`: somebody else was faster. */
export function lostTransition(
  { owner, name, number }: VersionPath,
  found: VersionStatus,
): HeadgateError {
  const message = `${owner}/${name}:${number} was changed at the same time and is ${found} now; call again if that still makes sense`;
  return new HeadgateError("conflict", message);
}

function listed(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
