import { sql } from "drizzle-orm";

import type { Role } from "@headgate/shared";

import type { Database } from "../database.ts";
import { tokens } from "../schema/index.ts";
import { isStillAdmin, type OrganizationAdmin } from "./organization-admins.ts";
import type { NewToken } from "./tokens.ts";

/** A token of an organization, made by one of its admins. False: the maker is an admin no more. */
export async function insertOrganizationToken(
  db: Database,
  admin: OrganizationAdmin,
  token: NewToken & { role: Role },
): Promise<boolean> {
  const scopes = JSON.stringify(token.scopes);
  const made = await db.all<{ id: string }>(sql`
    insert into ${tokens} (id, owner_id, name, hash, scopes, created_at, prefix, last_characters, expires_at, role)
    select ${token.id}, ${token.ownerId}, ${token.name}, ${token.hash}, ${scopes}, ${token.createdAt},
      ${token.prefix}, ${token.lastCharacters}, ${token.expiresAt}, ${token.role}
    where ${isStillAdmin(admin)}
    returning id`);
  return made.length === 1;
}
