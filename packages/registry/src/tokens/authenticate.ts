import { findTokenByHash } from "@headgate/database";

import { type Actor, type RegistryContext, type Scope, scopes } from "../context.ts";
import { hashToken, isTokenText } from "./token-text.ts";

/** Whose token this is; null for what is no token, and for one that does not exist. */
export async function authenticate(
  { db }: Pick<RegistryContext, "db">,
  token: string,
): Promise<Actor | null> {
  if (!(await isTokenText(token))) return null;
  const found = await findTokenByHash(db, await hashToken(token));
  if (found === null) return null;
  const { id: tokenId, ownerId, username } = found;
  return { ownerId, username, tokenId, scopes: found.scopes.filter(isScope) };
}

function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}
