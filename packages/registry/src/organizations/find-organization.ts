import { findOwnerByName, type OwnerRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { Permission } from "../access/permissions.ts";
import { permissions } from "../access/permissions.ts";
import { requirePermission } from "../access/require-permission.ts";
import { requireScope } from "../access/require-scope.ts";
import type { Actor, RegistryContext } from "../context.ts";

/** `name` as the path segment that it is. */
export interface OrganizationPath {
  organization: string;
}

/** The organization of that name; `not_found` for a user's. */
export async function findOrganization(
  { db }: RegistryContext,
  { organization: name }: OrganizationPath,
): Promise<OwnerRow> {
  const owner = await findOwnerByName(db, name);
  if (owner?.kind === "organization") return owner;
  throw new HeadgateError("not_found", `there is no organization ${name}`);
}

/** The organization and the actor, who may do that there. */
export async function getOwnOrganization(
  ctx: RegistryContext,
  path: OrganizationPath,
  permission: Permission,
): Promise<{ organization: OwnerRow; actor: Actor }> {
  requireScope(ctx, permissions[permission].scope);
  const organization = await findOrganization(ctx, path);
  const namespace = { ownerId: organization.id, owner: organization.username };
  return { organization, actor: requirePermission(ctx, namespace, permission) };
}
