import { revokeToken as revokeRow } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { findOrganizationToken } from "./find-organization-token.ts";
import { noToken } from "./find-own-token.ts";

/** For admins. `not_found` for what is no token of the organization. */
export async function revokeOrganizationToken(
  ctx: RegistryContext,
  input: OrganizationPath & { id: string },
): Promise<void> {
  const { organization } = await getOwnOrganization(ctx, input, "manage");
  const { id } = await findOrganizationToken(ctx, organization, input.id);
  if (!(await revokeRow(ctx.db, { id, revokedAt: ctx.now() }))) throw noToken(id);
}
