import type { VersionDetails, VersionSummary } from "@headgate/database";
import { toWireTime, type Version, type VersionWithDetails } from "@headgate/shared";

export function showVersion(version: VersionSummary): Version {
  return {
    number: version.number,
    version: version.semver,
    id: version.id,
    status: version.status,
    release_notes: version.releaseNotes,
    created_at: toWireTime(version.createdAt),
    container_image_digest: version.containerImageDigest,
  };
}

export function showVersionWithDetails(version: VersionDetails): VersionWithDetails {
  return {
    ...showVersion(version),
    schemas: version.schemas,
    processing: { maximum_parallel_capacity: version.maximumParallelCapacity },
  };
}
