import type { OwnerRow } from "@headgate/database";
import { toWireTime, type User, type UserWithDetails } from "@headgate/shared";

export function showUser(owner: OwnerRow): User {
  return {
    id: owner.id,
    username: owner.username,
    avatar_url: owner.avatarUrl,
    name: owner.name,
    bio: owner.bio,
    location: owner.location,
    company: owner.company,
    created_at: toWireTime(owner.createdAt),
    updated_at: owner.updatedAt === null ? null : toWireTime(owner.updatedAt),
  };
}

export function showUserWithDetails(owner: OwnerRow): UserWithDetails {
  return { ...showUser(owner), urls: owner.urls };
}
