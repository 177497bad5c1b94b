import { HeadgateError, type Scope } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { findActiveVersion, type VersionPath } from "../versions/find-active-version.ts";

/** A backend of a version; `id` as the path segment that it is. */
export interface BackendPath extends VersionPath {
  id: string;
}

/** The key of an active version of the actor's own model. */
export async function getOwnVersionKey(
  ctx: RegistryContext,
  path: VersionPath,
  scope: Scope,
): Promise<number> {
  const { model } = await getOwnModel(ctx, path, scope);
  return (await findActiveVersion(ctx, model.id, path)).key;
}

export function noBackend({ owner, name, number, id }: BackendPath): HeadgateError {
  return new HeadgateError("not_found", `${owner}/${name}:${number} has no backend ${id}`);
}
