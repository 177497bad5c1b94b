import { findVersionRoute, type VersionRoute } from "@headgate/database";
import {
  HeadgateError,
  parseReference,
  type Reference,
  type RoutingPolicy,
  type VersionConfig,
  type Visibility,
} from "@headgate/shared";

import { checkVisibility, noModel } from "../access/check-visibility.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { seesUnpublished } from "../access/sees-unpublished.ts";
import { isFollowing } from "../aliases/alias-name.ts";
import { noAlias } from "../aliases/no-alias.ts";
import type { RegistryContext } from "../context.ts";
import { deletedVersion, noVersion } from "./find-living-version.ts";
import { isPublished } from "./is-published.ts";
import { refuseInactive } from "./refuse-inactive.ts";
import { wholePolicy } from "./routing-policy.ts";
import { toVersionConfig } from "./version-config.ts";

/** Which version a reference means at the moment, and where its predictions may go. Keep it for seconds only. */
export interface ResolvedVersion {
  /** Goes into prediction ids, and names the content: see `loadVersionContent`. */
  key: number;
  number: number;
  semver: string;
  /** 64 hex digits. */
  id: string;
  owner: string;
  ownerId: string;
  model: string;
  modelId: string;
  /** Of the model. */
  visibility: Visibility;
  /** Whether only those who may change the model know of the version: keep it for nobody else. */
  isPrivate: boolean;
  config: VersionConfig;
  routing: RoutingPolicy;
}

/**
 * The version to predict with. `invalid_input` for what is no reference; `not_found` for what is not there, was
 * deleted or is somebody else's private model or draft; `forbidden` for an own private one where token or role do not permit it;
 * `conflict` for a version that is not active.
 */
export async function resolveVersion(
  { db, actor }: Pick<RegistryContext, "db" | "actor">,
  input: { reference: string },
): Promise<ResolvedVersion> {
  const reference = parseReference(input.reference);
  const route = await findVersionRoute(db, reference);
  if (route === null) throw missing(reference);
  checkVisibility(route, actor, { permission: "predict", missing: () => missing(reference) });
  const { version, ...place } = route;
  if (version === null) throw noSelected(reference, route);
  const { status, gateConfig, deletedAt, deletedBy, ...name } = version;
  const path = { owner: route.owner, name: route.model };
  if (status === "deleted") {
    throw byAlias(reference, name, deletedVersion(path, { ...name, deletedAt, deletedBy }));
  }
  const isKnown = isPublished(version) || seesUnpublished(actor, route.ownerId);
  if (!isKnown) throw noSelected(reference, route);
  if (status !== "active")
    throw byAlias(reference, name, refuseInactive(path, { ...name, status }));
  return {
    ...name,
    ...place,
    config: toVersionConfig(gateConfig),
    routing: wholePolicy(gateConfig.routing),
  };
}

/**
 * Throws what `resolveVersion` throws where the actor may not predict with a version that was resolved for somebody else. Costs no query.
 */
export function checkResolved(
  { actor }: Pick<RegistryContext, "actor">,
  resolved: ResolvedVersion,
  input: { reference: string },
): void {
  checkVisibility(resolved, actor, {
    permission: "predict",
    missing: () => missing(parseReference(input.reference)),
  });
}

function missing(reference: Reference): HeadgateError {
  return reference.kind === "id" ? noId(reference.id) : noModel(reference);
}

function noId(id: string): HeadgateError {
  return new HeadgateError("not_found", `there is no version with the id ${id}`);
}

/** The model is there, the version is not. */
function noSelected(reference: Reference, { owner, model }: VersionRoute): HeadgateError {
  const path: ModelPath = { owner, name: model };
  if (reference.kind === "id") return noId(reference.id);
  const { selector } = reference;
  switch (selector.kind) {
    case "number":
      return noVersion(path, String(selector.number));
    case "semver":
      return noVersion(path, selector.version);
    case "id":
      return noVersion(path, selector.id);
    case "primary":
      return noActive(path);
    case "alias":
      if (isFollowing(selector.alias)) return noActive(path);
      return noAlias(path, selector.alias);
  }
}

/** What is said of a version, to whoever named it by an alias. */
function byAlias(
  reference: Reference,
  { number }: { number: number },
  refusal: HeadgateError,
): HeadgateError {
  if (reference.kind !== "model" || reference.selector.kind !== "alias") return refusal;
  const { alias } = reference.selector;
  const message = `the alias ${alias} points at version ${number}: ${refusal.message}`;
  return new HeadgateError(refusal.code, message);
}

function noActive({ owner, name }: ModelPath): HeadgateError {
  const message = `${owner}/${name} has no active version: publish one with POST /v1/models/${owner}/${name}/versions`;
  return new HeadgateError("not_found", message);
}
