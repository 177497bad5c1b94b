import type { NewOwner } from "@headgate/database";
import { type Organization, type Role, toWireTime } from "@headgate/shared";

/** `role` is the caller's. */
export function showOrganization(organization: NewOwner, role: Role | null): Organization {
  return {
    id: organization.id,
    name: organization.username,
    display_name: organization.name,
    bio: organization.bio,
    location: organization.location,
    avatar_url: organization.avatarUrl,
    urls: organization.urls,
    created_at: toWireTime(organization.createdAt),
    updated_at: organization.updatedAt === null ? null : toWireTime(organization.updatedAt),
    role,
  };
}
