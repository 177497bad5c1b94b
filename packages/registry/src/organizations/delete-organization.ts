import { deleteOrganization as deleteRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "./find-organization.ts";

/** With its memberships and tokens; for admins. Its name is not given out again. `conflict` while it owns models. */
export async function deleteOrganization(
  ctx: RegistryContext,
  input: OrganizationPath,
): Promise<void> {
  const { organization } = await getOwnOrganization(ctx, input, "manage");
  if (await deleteRow(ctx.db, { id: organization.id, deletedAt: ctx.now() })) return;
  const message = `${organization.username} owns models: delete them first`;
  throw new HeadgateError("conflict", message);
}
