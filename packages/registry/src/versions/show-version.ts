import type { VersionDetails, VersionSummary } from "@headgate/database";
import { toWireTime, type Version, type VersionWithDetails } from "@headgate/shared";

import { wholePolicy } from "./routing-policy.ts";

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
    tags: version.tags,
    visibility: version.visibility,
  };
}

export function showVersionWithDetails(version: Shown<VersionDetails>): VersionWithDetails {
  return {
    ...showVersion(version),
    revision: version.revision,
    schemas: version.schemas,
    container_image: showImage(version),
    ...showContent(version),
    processing: {
      minimum_parallel_capacity: version.minimumParallelCapacity,
      maximum_parallel_capacity: version.maximumParallelCapacity,
    },
    routing: wholePolicy(version.routing),
    ...showCard(version),
  };
}

type Content = Pick<VersionDetails, "content">;
type Card = Pick<VersionDetails, "card">;

function showImage({
  containerImageDigest: digest,
  content,
  card,
}: Content &
  Card &
  Pick<VersionDetails, "containerImageDigest">): VersionWithDetails["container_image"] {
  return {
    ...{ registry: null, repository: null, tag: null, ...content.image },
    digest,
    ...{ size_bytes: null, upload_percentage: null, load_percentage: null },
    ...{ media_type: null, platforms: null, ...card.image },
  };
}

function showContent({ content }: Content) {
  return {
    requirement: content.requirement ?? {
      ...{ gpu_units: null, cpu_amount: null, memory_amount: null, accelerator: null },
    },
    timeout: content.timeout ?? { status_ms: null, run_ms: null },
    inputs: content.inputs ?? [],
    outputs: content.outputs ?? [],
    entry_points: content.entry_points ?? {},
    runtime_environment: content.runtime_environment ?? {},
    weights: content.weights ?? [],
    lineage: content.lineage ?? null,
  };
}

function showCard({ card }: Card) {
  return {
    statistics: card.statistics ?? [],
    sample_input: card.sample_input ?? null,
    sample_output: card.sample_output ?? null,
    training_sample_input: card.training_sample_input ?? null,
    long_description: card.long_description ?? null,
    technical_details: card.technical_details ?? null,
    performance_summary: card.performance_summary ?? null,
    license: card.license ?? null,
    notes: card.notes ?? null,
    metadata: card.metadata ?? {},
    source_type: card.source_type ?? null,
    load_status: card.load_status ?? null,
    run_status: card.run_status ?? null,
  };
}
