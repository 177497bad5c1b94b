import type { ModelChanges, ModelLinks } from "@headgate/database";
import { parseModelName } from "@headgate/shared";

import { parseAt } from "../bodies/parse-at.ts";
import { patchModelBody } from "./model-bodies.ts";

/** What the body of a patch names; what it leaves out is undefined. */
export function readModelChanges(body: unknown): { changes: ModelChanges; links: ModelLinks } {
  const given = patchModelBody.parse(body);
  const changes = {
    name: given.name === undefined ? undefined : parseAt("name", given.name, parseModelName),
    visibility: given.visibility,
    description: given.description,
    overview: given.overview,
    sourceUrl: given.source_url,
    licenseUrl: given.license_url,
    paperUrl: given.paper_url,
    hardwareIdentifier: given.hardware_identifier,
    features: given.features,
    images: given.images,
    compatibilityInput: given.compatibility_input,
    compatibilityOutput: given.compatibility_output,
    bumpPolicy: given.bump_policy,
    requiredChecks: given.required_checks,
    dataRetentionS: given.data_retention_s,
  };
  return { changes, links: { categorySlugs: given.category_slugs, tags: given.tags } };
}
