import type { ImportedModel } from "@headgate/database";
import { parseModelName } from "@headgate/shared";

import { parseAt } from "../bodies/parse-at.ts";
import type { createModelBody } from "./model-bodies.ts";

/** What a body says of a model that is to be made: all but whose it is and when it was made. */
type ModelContent = Omit<
  ImportedModel,
  "createdAt" | "id" | "importedAt" | "lastNumber" | "ownerId" | "updatedAt"
>;

export function readNewModel(body: ReturnType<typeof createModelBody.parse>): ModelContent {
  return {
    name: parseAt("name", body.name, parseModelName),
    visibility: body.visibility,
    description: body.description ?? null,
    overview: body.overview ?? null,
    sourceUrl: body.source_url ?? null,
    licenseUrl: body.license_url ?? null,
    paperUrl: body.paper_url ?? null,
    hardwareIdentifier: body.hardware_identifier,
    categorySlugs: body.category_slugs,
    tags: body.tags,
    features: body.features,
    images: body.images,
    compatibilityInput: body.compatibility_input,
    compatibilityOutput: body.compatibility_output,
    bumpPolicy: body.bump_policy,
    requiredChecks: body.required_checks,
    dataRetentionS: body.data_retention_s,
  };
}
