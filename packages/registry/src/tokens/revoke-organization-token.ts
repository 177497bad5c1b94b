import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { endToken } from "./end-token.ts";
import { findOrganizationToken } from "./find-organization-token.ts";

/** For admins. `not_found` for what is no token of the organization. */
export async function revokeOrganizationToken(
  ctx: RegistryContext,
  input: OrganizationPath & { id: string },
): Promise<void> {
  const { organization } = await getOwnOrganization(ctx, input, "manage");
  await endToken(ctx, await findOrganizationToken(ctx, organization, input.id));
}
