import type { VersionStatus } from "@headgate/shared";

/** Whether others than those who may change the model know of the version: an inactive one was in use, and may be named somewhere. */
export function isPublished({ status }: { status: VersionStatus }): boolean {
  return status === "active" || status === "inactive";
}
