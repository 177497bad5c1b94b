import { findToken, insertOrganizationToken } from "@headgate/database";
import { type CreatedToken, HeadgateError, type Role, type Scope } from "@headgate/shared";

import { scopesOf } from "../access/permissions.ts";
import type { RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { noAdmin } from "../organizations/member-refusals.ts";
import { checkScopes } from "./check-scopes.ts";
import { mintToken } from "./mint-token.ts";
import { readExpiry } from "./read-expiry.ts";
import { readRateLimit } from "./read-rate-limit.ts";
import { showToken } from "./show-token.ts";
import { createOrganizationTokenBody } from "./token-body.ts";
import { tokenEntry } from "./token-entry.ts";

/**
 * A token that acts as the organization, within a role and, unless it names fewer, with all scopes that are of use to that; for admins.
 * It outlives its maker's membership, but not the maker's token.
 */
export async function createOrganizationToken(
  ctx: RegistryContext,
  input: OrganizationPath & { body: unknown },
): Promise<CreatedToken> {
  const { organization, actor } = await getOwnOrganization(ctx, input, "manage");
  const body = createOrganizationTokenBody.parse(input.body);
  const scopes = body.scopes ?? scopesOf[body.role];
  checkUse(body.role, scopes);
  checkScopes(actor, scopes);
  const createdAt = ctx.now();
  const { token, row } = await mintToken(ctx, {
    ownerId: organization.id,
    name: body.name,
    scopes,
    createdAt,
    expiresAt: readExpiry(body, actor, createdAt),
    rateLimit: readRateLimit(body, actor),
  });
  const admin = {
    organizationId: organization.id,
    actorId: actor.ownerId,
    tokenId: actor.tokenId,
  };
  const newToken = { ...row, role: body.role };
  const audit = tokenEntry(ctx, "create", newToken);
  const made = await makeOnce(
    async () => {
      const isMade = await insertOrganizationToken(ctx.db, { admin, token: newToken, audit });
      if (!isMade) throw noAdmin(organization.username);
      return { ...newToken, owner: organization.username, lastUsedAt: null };
    },
    () => findToken(ctx.db, row.id),
  );
  return { ...showToken(made), token };
}

function checkUse(role: Role, scopes: readonly Scope[]): void {
  const useless = scopes.filter((scope) => !scopesOf[role].includes(scope));
  if (useless.length === 0) return;
  const problems = useless.map((scope) => ({
    loc: ["body", "scopes", scopes.indexOf(scope)],
    msg: `the role ${role} has no use for the scope ${scope}; leave it out, or give the token a greater role`,
    type: "value_error",
  }));
  throw new HeadgateError("invalid_input", "scopes must fit the role", { problems });
}
