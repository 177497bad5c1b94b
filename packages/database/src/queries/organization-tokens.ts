import { sql } from "drizzle-orm";

import type { Role } from "@headgate/shared";

import type { Database } from "../database.ts";
import { tokens } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";
import { isStillAdmin, type OrganizationAdmin } from "./organization-admins.ts";
import type { NewToken } from "./tokens.ts";

/** A token of an organization, made by one of its admins. False: the maker is an admin no more. */
export async function insertOrganizationToken(
  db: Database,
  {
    admin,
    token,
    audit,
  }: { admin: OrganizationAdmin; token: NewToken & { role: Role }; audit: AuditEntry },
): Promise<boolean> {
  const scopes = JSON.stringify(token.scopes);
  const rateLimit = token.rateLimit === null ? null : JSON.stringify(token.rateLimit);
  const [made] = await db.batch([
    db
      .insert(tokens)
      // In the order of the table's columns.
      .select(
        sql`select ${token.id}, ${token.ownerId}, ${token.name}, ${token.hash}, ${scopes}, ${token.createdAt}, ${token.prefix},
          ${token.lastCharacters}, ${token.expiresAt}, null, null, ${token.role}, ${rateLimit} where ${isStillAdmin(admin)}`,
      )
      .returning({ id: tokens.id }),
    auditStatement(db, audit),
  ]);
  return made.length === 1;
}
