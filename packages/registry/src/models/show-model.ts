import type { ModelDetails, ModelSummary, VersionDetails } from "@headgate/database";
import { type Model, type ModelWithDetails, toWireTime } from "@headgate/shared";

import { showVersionWithDetails } from "../versions/show-version.ts";

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
  };
}

export function showModelWithDetails(
  model: ModelDetails,
  latest: VersionDetails | null,
): ModelWithDetails {
  return {
    ...showModel(model),
    overview: model.overview,
    latest_version: latest === null ? null : showVersionWithDetails(latest),
    source_url: model.sourceUrl,
    license_url: model.licenseUrl,
    paper_url: model.paperUrl,
  };
}
