import { findOwnerByName, type OwnerRow } from "@headgate/database";
import { HeadgateError, type UserWithDetails } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { showUserWithDetails } from "./show-user.ts";

/** Owners are public. An organization is shown too, as its `kind` says: models name their owner by `username`. */
export async function getUserByName(
  ctx: RegistryContext,
  input: { username: string },
): Promise<UserWithDetails> {
  const owner = await findOwnerByName(ctx.db, input.username);
  if (owner !== null) return showUserWithDetails(owner);
  throw noUser(input.username);
}

/** A user, not an organization. */
export async function findUser(
  { db }: RegistryContext,
  { username }: { username: string },
): Promise<OwnerRow> {
  const owner = await findOwnerByName(db, username);
  if (owner?.kind === "user") return owner;
  throw noUser(username);
}

/** The id of the owner whom a list is to keep to; `not_found` for one who does not exist. */
export async function findNamedOwnerId(
  { db }: RegistryContext,
  name: string | null | undefined,
): Promise<string | undefined> {
  if (name === null || name === undefined) return undefined;
  const owner = await findOwnerByName(db, name);
  if (owner === null) throw noUser(name);
  return owner.id;
}

export function noUser(username: string): HeadgateError {
  return new HeadgateError("not_found", `there is no user ${username}`);
}
