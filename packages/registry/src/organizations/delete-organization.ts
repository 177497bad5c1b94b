import { deleteOrganization as deleteRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "./find-organization.ts";

/** With its memberships and tokens; for admins. Its name is not given out again. `conflict` while it owns models. */
export async function deleteOrganization(
  ctx: RegistryContext,
  input: OrganizationPath,
): Promise<void> {
  const { organization } = await getOwnOrganization(ctx, input, "manage");
  const { id, username: target } = organization;
  const change = { kind: "organization", verb: "delete", ownerId: id, target } as const;
  const deletion = { id, deletedAt: ctx.now() };
  if (await deleteRow(ctx.db, deletion, auditEntry(ctx, change))) return;
  const message = `${target} owns models: delete them first`;
  throw new HeadgateError("conflict", message);
}
