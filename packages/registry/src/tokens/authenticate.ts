import { findTokenByHash, type TokenBearer } from "@headgate/database";
import { toWireTime } from "@headgate/shared";

import type { Actor, RegistryContext } from "../context.ts";
import { isScope } from "./scopes.ts";
import { hashToken, isTokenText } from "./token-text.ts";

/** Whose token it is; or why nobody's, in words for whoever sent it. */
export type Authentication = { actor: Actor } | { actor: null; reason: string };

/** Only the whole secret finds a token: that one has expired or was revoked is told to nobody else. */
export async function authenticate(
  { db, now }: Pick<RegistryContext, "db" | "now">,
  token: string,
): Promise<Authentication> {
  const found = (await isTokenText(token))
    ? await findTokenByHash(db, await hashToken(token))
    : null;
  if (found === null) return { actor: null, reason: "the token is not valid" };
  const { revokedAt, expiresAt } = found;
  if (revokedAt !== null) {
    return { actor: null, reason: `the token was revoked at ${toWireTime(revokedAt)}` };
  }
  if (expiresAt !== null && expiresAt <= now()) {
    return { actor: null, reason: `the token expired at ${toWireTime(expiresAt)}` };
  }
  return { actor: toActor(found) };
}

function toActor(found: TokenBearer): Actor {
  const { id: tokenId, ownerId, username, kind, expiresAt, rateLimit } = found;
  const roles = new Map(
    found.memberships.map(({ organizationId, role }) => [organizationId, role]),
  );
  // A user's token has no role of its own, an organization's always has one: without, it is of no use.
  const own = kind === "user" ? "admin" : found.role;
  if (own !== null) roles.set(ownerId, own);
  return {
    ...{ ownerId, username, kind, tokenId, roles, expiresAt, rateLimit },
    scopes: found.scopes.filter(isScope),
  };
}
