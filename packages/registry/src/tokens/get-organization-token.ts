import type { Token } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { findOrganizationToken } from "./find-organization-token.ts";
import { showToken } from "./show-token.ts";

/** For admins. */
export async function getOrganizationToken(
  ctx: RegistryContext,
  input: OrganizationPath & { id: string },
): Promise<Token> {
  const { organization } = await getOwnOrganization(ctx, input, "inspect");
  return showToken(await findOrganizationToken(ctx, organization, input.id));
}
