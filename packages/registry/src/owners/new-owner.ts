import type { NewOwner } from "@headgate/database";
import { createWebhookSecret } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";

/** What users and organizations say of themselves; what is left out is null. */
interface Profile {
  username: string;
  name?: string | null | undefined;
  bio?: string | null | undefined;
  location?: string | null | undefined;
  company?: string | null | undefined;
  avatar_url?: string | null | undefined;
  urls?: string[] | null | undefined;
}

/** The row of a user or an organization that is being made. */
export function newOwner({ now, random }: RegistryContext, profile: Profile): NewOwner {
  return {
    id: uuidOf(random(16)),
    username: profile.username,
    name: profile.name ?? null,
    bio: profile.bio ?? null,
    location: profile.location ?? null,
    company: profile.company ?? null,
    avatarUrl: profile.avatar_url ?? null,
    urls: profile.urls ?? null,
    webhookSecret: createWebhookSecret(random(32)),
    createdAt: now(),
    updatedAt: null,
  };
}
