import type { Organization } from "@headgate/shared";

import { roleIn } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { findOrganization, type OrganizationPath } from "./find-organization.ts";
import { showOrganization } from "./show-organization.ts";

/** Organizations are public, as users are; who is in them is not. */
export async function getOrganization(
  ctx: RegistryContext,
  input: OrganizationPath,
): Promise<Organization> {
  const organization = await findOrganization(ctx, input);
  return showOrganization(organization, roleIn(ctx.actor, organization.id));
}
