import type { ModelDetails, ModelSummary, ModelVersions } from "@headgate/database";
import { type Model, type ModelWithDetails, toWireTime } from "@headgate/shared";

import { showVersion, showVersionWithDetails } from "../versions/show-version.ts";

export function showModel(model: ModelSummary): Model {
  const { owner, hardware } = model;
  return {
    id: model.id,
    name: model.name,
    created_at: toWireTime(model.createdAt),
    updated_at: model.updatedAt === null ? null : toWireTime(model.updatedAt),
    visibility: model.visibility,
    description: model.description,
    owner: { id: owner.id, username: owner.username, avatar_url: owner.avatarUrl },
    hardware: { identifier: hardware.identifier, name: hardware.name },
    predictions_count: model.predictionsCount,
    categories: model.categories,
    tags: model.tags,
  };
}

export function showModelWithDetails(
  model: ModelDetails,
  { latest, latestActive, primary }: ModelVersions,
): ModelWithDetails {
  return {
    ...showModel(model),
    overview: model.overview,
    latest_version: latest === null ? null : showVersionWithDetails(latest),
    latest_active_version: latestActive === null ? null : showVersion(latestActive),
    primary_version: primary === null ? null : showVersion(primary),
    source_url: model.sourceUrl,
    license_url: model.licenseUrl,
    paper_url: model.paperUrl,
    features: model.features,
    images: model.images,
    compatibility_input: model.compatibilityInput,
    compatibility_output: model.compatibilityOutput,
    bump_policy: model.bumpPolicy,
    required_checks: model.requiredChecks,
    data_retention_s: model.dataRetentionS,
  };
}
