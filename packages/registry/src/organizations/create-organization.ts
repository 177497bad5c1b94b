import {
  findOwner,
  insertOrganization,
  isRefusedFor,
  isUniqueViolation,
  type NewOwner,
} from "@headgate/database";
import { HeadgateError, type Organization, parseOwnerName } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { Actor, RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { newOwner } from "../owners/new-owner.ts";
import { takenName } from "../owners/taken-name.ts";
import { createOrganizationBody } from "./organization-bodies.ts";
import { showOrganization } from "./show-organization.ts";

/** The caller, a user, becomes its admin. Needs scope `write`. `conflict` for a name that anybody has or ever had. */
export async function createOrganization(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<Organization> {
  const actor = requireOwnPermission(ctx, "manage");
  if (actor.kind === "organization") throw noUserToken();
  const { name, display_name: displayName, ...profile } = createOrganizationBody.parse(input.body);
  const organization = newOwner(ctx, {
    ...profile,
    username: parseAt("name", name, parseOwnerName),
    name: displayName,
  });
  const made = await makeOnce(
    () => make(ctx, organization, actor),
    () => findOwner(ctx.db, organization.id),
  );
  return showOrganization(made, "admin");
}

async function make(
  ctx: RegistryContext,
  organization: NewOwner,
  { ownerId: adminId, username }: Actor,
): Promise<NewOwner> {
  const { id, username: target } = organization;
  const change = { kind: "organization", verb: "create", ownerId: id, target } as const;
  try {
    await insertOrganization(ctx.db, { organization, adminId }, auditEntry(ctx, change));
  } catch (error) {
    if (isUniqueViolation(error, "usernames.username")) throw takenName(organization.username);
    if (isRefusedFor(error, "tooManyMemberships")) throw tooManyMemberships(username);
    throw error;
  }
  return organization;
}

export function tooManyMemberships(username: string): HeadgateError {
  const message = `${username} is in 200 organizations, which is as many as there may be: leave one first`;
  return new HeadgateError("conflict", message);
}

function noUserToken(): HeadgateError {
  const message = "an organization cannot make another: send a user's token, who becomes its admin";
  return new HeadgateError("forbidden", message);
}
