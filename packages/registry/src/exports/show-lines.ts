import type {
  ExportedTransition,
  ExportedVersion,
  ModelDetails,
  ModelState,
} from "@headgate/database";
import { toWireTime } from "@headgate/shared";

import { exportFormat, exportFormatVersion } from "./format.ts";

/** The first line. `model` is what makes a model of its kind, and what it had where it comes from. */
export function showHeader(model: ModelDetails, state: ModelState, now: number): object {
  return {
    type: "header",
    format: exportFormat,
    format_version: exportFormatVersion,
    exported_at: toWireTime(now),
    id: model.id,
    created_at: toWireTime(model.createdAt),
    updated_at: nullableTime(model.updatedAt),
    last_number: state.lastNumber,
    model: {
      name: model.name,
      hardware_identifier: model.hardware.identifier,
      visibility: model.visibility,
      category_slugs: model.categories.map(({ slug }) => slug),
      tags: model.tags,
      features: model.features,
      images: model.images,
      compatibility_input: model.compatibilityInput,
      compatibility_output: model.compatibilityOutput,
      bump_policy: model.bumpPolicy,
      required_checks: model.requiredChecks,
      data_retention_s: model.dataRetentionS,
      description: model.description,
      overview: model.overview,
      source_url: model.sourceUrl,
      license_url: model.licenseUrl,
      paper_url: model.paperUrl,
    },
  };
}

/** `body` is what creates such a version. What checks found out about backends is left out: they are others elsewhere. */
export function showVersionLine(version: ExportedVersion): object {
  const { image: source, lineage, ...content } = version.content;
  const { image: progress, load_status: _, run_status: __, ...card } = version.card;
  const image = { ...source, ...progress };
  return {
    type: "version",
    number: version.number,
    version: version.semver,
    id: version.id,
    status: version.status,
    revision: version.revision,
    created_at: toWireTime(version.createdAt),
    updated_at: nullableTime(version.updatedAt),
    ...(lineage === undefined ? {} : { lineage }),
    body: {
      container_image_digest: version.containerImageDigest,
      ...(Object.keys(image).length === 0 ? {} : { container_image: image }),
      schemas: version.schemas,
      release_notes: version.releaseNotes,
      ...content,
      ...card,
      tags: version.tags,
      visibility: version.visibility,
      processing: {
        minimum_parallel_capacity: version.minimumParallelCapacity,
        maximum_parallel_capacity: version.maximumParallelCapacity,
      },
      routing: version.routing,
    },
  };
}

export function showTransitionLine(transition: ExportedTransition): object {
  const { number, revision, from, to, actorId, actorName, reason, at } = transition;
  const actor = { id: actorId, username: actorName };
  return { type: "transition", number, revision, from, to, actor, reason, at: toWireTime(at) };
}

/** The last line: without it the rest is not all. */
export function showEnd(counts: object, { ledgerSeq, ledgerHash }: ModelState): object {
  return { type: "end", ...counts, ledger_head: { seq: ledgerSeq, hash: ledgerHash } };
}

function nullableTime(time: number | null): string | null {
  return time === null ? null : toWireTime(time);
}
