import { type OwnerChanges, updateOwner } from "@headgate/database";
import { type Organization, parseOwnerName } from "@headgate/shared";

import { roleIn } from "../access/require-permission.ts";
import { auditEntry, changedFields } from "../audit/audit-entry.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { takenName } from "../owners/taken-name.ts";
import { getOwnOrganization, type OrganizationPath } from "./find-organization.ts";
import { patchOrganizationBody } from "./organization-bodies.ts";
import { showOrganization } from "./show-organization.ts";

/** Changes what the body names; for admins. `conflict` for a name that somebody else has or had. */
export async function patchOrganization(
  ctx: RegistryContext,
  input: OrganizationPath & { body: unknown },
): Promise<Organization> {
  const { organization, actor } = await getOwnOrganization(ctx, input, "manage");
  const body = patchOrganizationBody.parse(input.body);
  const { name, display_name: displayName, avatar_url: avatarUrl, ...same } = body;
  const changes: OwnerChanges = {
    ...same,
    ...(displayName === undefined ? {} : { name: displayName }),
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(name === undefined ? {} : { username: parseAt("name", name, parseOwnerName) }),
  };
  const { id, username: target } = organization;
  const audit = auditEntry(ctx, {
    ...{ kind: "organization", verb: "update", ownerId: id, target },
    details: { ...changedFields(body), name },
  });
  const patched = await updateOwner(ctx.db, { id, changes, updatedAt: ctx.now() }, audit);
  if (patched === null) throw takenName(name ?? organization.username);
  return showOrganization(patched, roleIn(actor, id));
}
