import { HeadgateError, type VersionStatus } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";

type Idle = Exclude<VersionStatus, "active" | "deleted">;

/** What removes that which stands in the way of predictions. */
const remedies: Record<Idle, (version: string) => string> = {
  inactive: (version) => `activate it with POST ${version}/activate, or name another version`,
  draft: (version) => `publish it with POST ${version}/publish`,
  partial: (version) => `complete it with PATCH ${version}, then publish it`,
  rejected: (version) => `publish it with POST ${version}/publish when what was wrong is right`,
  canceled: () => "it was given up: create another version",
};

/** `conflict`: the version is there, and takes no predictions. */
export function refuseInactive(
  { owner, name }: ModelPath,
  { number, status }: { number: number; status: Idle },
): HeadgateError {
  const remedy = remedies[status](`/v1/models/${owner}/${name}/versions/${number}`);
  const message = `${owner}/${name}:${number} is ${status} and takes no predictions: ${remedy}`;
  return new HeadgateError("conflict", message);
}
