import type { NewOwner, OwnerRow } from "@headgate/database";
import { toWireTime, type User, type UserWithDetails } from "@headgate/shared";

type ShownOwner = NewOwner & Pick<OwnerRow, "kind">;

export function showUser(owner: ShownOwner): User {
  return {
    id: owner.id,
    username: owner.username,
    kind: owner.kind,
    avatar_url: owner.avatarUrl,
    name: owner.name,
    bio: owner.bio,
    location: owner.location,
    company: owner.company,
    created_at: toWireTime(owner.createdAt),
    updated_at: owner.updatedAt === null ? null : toWireTime(owner.updatedAt),
  };
}

export function showUserWithDetails(owner: ShownOwner): UserWithDetails {
  return { ...showUser(owner), urls: owner.urls };
}
