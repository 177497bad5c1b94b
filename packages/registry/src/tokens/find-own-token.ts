import { findToken, type TokenSummary } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { Actor, RegistryContext } from "../context.ts";

/** A token of the actor's, or with scope `admin` anybody's. Others, and revoked ones, are `not_found`. */
export async function findOwnToken(
  { db }: RegistryContext,
  actor: Actor,
  id: string,
): Promise<TokenSummary> {
  const found = await findToken(db, id);
  const isVisible = found?.ownerId === actor.ownerId || actor.scopes.includes("admin");
  if (found !== null && isVisible) return found;
  throw noToken(id);
}

export function noToken(id: string): HeadgateError {
  return new HeadgateError("not_found", `there is no token ${id}, or it was revoked`);
}
