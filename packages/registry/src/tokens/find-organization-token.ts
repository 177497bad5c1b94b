import { findToken, type OwnerRow, type TokenSummary } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { noToken } from "./find-own-token.ts";

/** `not_found` for what is no token of the organization, or was revoked. */
export async function findOrganizationToken(
  { db }: RegistryContext,
  organization: OwnerRow,
  id: string,
): Promise<TokenSummary> {
  const token = await findToken(db, id);
  if (token?.ownerId === organization.id) return token;
  throw noToken(id);
}
