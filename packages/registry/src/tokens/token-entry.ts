import type { AuditEntry, TokenSummary } from "@headgate/database";
import { toWireTime } from "@headgate/shared";

import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";

type NamedToken = Pick<
  TokenSummary,
  "id" | "ownerId" | "name" | "scopes" | "expiresAt" | "rateLimit"
> &
  Partial<Pick<TokenSummary, "role">>;

/** That a token is made or revoked: what it is called and what it may, nothing of its text. */
export function tokenEntry(
  ctx: RegistryContext,
  verb: "create" | "revoke",
  { id, ownerId, name, scopes, role = null, expiresAt, rateLimit }: NamedToken,
): AuditEntry {
  const expires = expiresAt === null ? null : toWireTime(expiresAt);
  const details = { name, scopes, role, expires_at: expires, rate_limit: rateLimit };
  return auditEntry(ctx, { kind: "token", verb, ownerId, target: id, details });
}
