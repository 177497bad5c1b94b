import type { TokenSummary } from "@headgate/database";
import { type Token, toWireTime } from "@headgate/shared";

import { isScope } from "./scopes.ts";

export function showToken(token: TokenSummary): Token {
  const { id, name, owner, scopes, role, prefix } = token;
  return {
    ...{ id, name, owner, scopes: scopes.filter(isScope), role, prefix },
    rate_limit: token.rateLimit,
    last_characters: token.lastCharacters,
    created_at: toWireTime(token.createdAt),
    expires_at: token.expiresAt === null ? null : toWireTime(token.expiresAt),
    last_used_at: token.lastUsedAt === null ? null : toWireTime(token.lastUsedAt),
  };
}
