import type { VersionStatus } from "@headgate/shared";

/**
 * Whether others than those who may change the model know of the version: not of one that was never published, nor of a private one. An
 * inactive one was in use, and may be named somewhere.
 */
export function isPublished({
  status,
  isPrivate,
}: {
  status: VersionStatus;
  isPrivate: boolean;
}): boolean {
  return !isPrivate && (status === "active" || status === "inactive");
}
