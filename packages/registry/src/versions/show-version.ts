import type { VersionDetails, VersionSummary } from "@headgate/database";
import { toWireTime, type Version, type VersionWithDetails } from "@headgate/shared";

/** When and by whom it was deleted is nothing that is shown. */
type Shown<Row extends VersionSummary> = Omit<Row, "deletedAt" | "deletedBy">;

export function showVersion(version: Shown<VersionSummary>): Version {
  return {
    number: version.number,
    version: version.semver,
    id: version.id,
    status: version.status,
    release_notes: version.releaseNotes,
    created_at: toWireTime(version.createdAt),
    updated_at: version.updatedAt === null ? null : toWireTime(version.updatedAt),
    container_image_digest: version.containerImageDigest,
  };
}

export function showVersionWithDetails(version: Shown<VersionDetails>): VersionWithDetails {
  return {
    ...showVersion(version),
    revision: version.revision,
    schemas: version.schemas,
    processing: { maximum_parallel_capacity: version.maximumParallelCapacity },
  };
}
