import { findOwnerByName } from "@headgate/database";
import { HeadgateError, type UserWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showUserWithDetails } from "./show-user.ts";

/** Owners are public. */
export async function getUserByName(
  ctx: RegistryContext,
  input: { username: string },
): Promise<UserWithDetails> {
  const owner = await findOwnerByName(ctx.db, input.username);
  if (owner !== null) return showUserWithDetails(owner);
  throw noUser(input.username);
}

export function noUser(username: string): HeadgateError {
  return new HeadgateError("not_found", `there is no user ${username}`);
}
