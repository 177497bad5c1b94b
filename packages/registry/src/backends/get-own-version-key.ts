import type { ModelDetails } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { Permission } from "../access/permissions.ts";
import type { RegistryContext } from "../context.ts";
import { findLivingVersion, type VersionPath } from "../versions/find-living-version.ts";

/** A backend of a version; `id` as the path segment that it is. */
export interface BackendPath extends VersionPath {
  id: string;
}

/** The key of a version of a model that the actor may do that with, and the model. */
export async function getOwnVersionKey(
  ctx: RegistryContext,
  path: VersionPath,
  permission: Permission,
): Promise<{ versionKey: number; model: ModelDetails }> {
  const { model } = await getOwnModel(ctx, path, permission);
  return { versionKey: (await findLivingVersion(ctx, model.id, path)).key, model };
}

export function noBackend({ owner, name, number, id }: BackendPath): HeadgateError {
  return new HeadgateError("not_found", `${owner}/${name}:${number} has no backend ${id}`);
}
