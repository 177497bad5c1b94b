import { insertOwner, isUniqueViolation, type OwnerRow } from "@headgate/database";
import {
  createWebhookSecret,
  HeadgateError,
  parseOwnerName,
  type UserWithDetails,
} from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";
import { createOwnerBody } from "./owner-bodies.ts";
import { showUserWithDetails } from "./show-user.ts";

/** Needs scope `admin`. `conflict` for a username that anybody has or ever had. */
export async function createOwner(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<UserWithDetails> {
  requireScope(ctx, "admin");
  const body = createOwnerBody.parse(input.body);
  const owner: OwnerRow = {
    id: uuidOf(ctx.random(16)),
    username: parseAt("username", body.username, parseOwnerName),
    name: body.name ?? null,
    bio: body.bio ?? null,
    location: body.location ?? null,
    company: body.company ?? null,
    avatarUrl: body.avatar_url ?? null,
    urls: body.urls ?? null,
    webhookSecret: createWebhookSecret(ctx.random(32)),
    createdAt: ctx.now(),
    updatedAt: null,
  };
  try {
    await insertOwner(ctx.db, owner);
  } catch (error) {
    if (isUniqueViolation(error, "usernames.username")) throw takenUsername(owner.username);
    throw error;
  }
  return showUserWithDetails(owner);
}

export function takenUsername(username: string): HeadgateError {
  const message = `the username ${username} is taken, or somebody had it before; choose another`;
  return new HeadgateError("conflict", message);
}
