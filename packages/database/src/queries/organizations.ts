import { and, eq, isNull, sql } from "drizzle-orm";

import type { Role } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { models, organizationMembers, owners, tokens, usernames } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";
import type { NewOwner, OwnerRow } from "./owners.ts";

/** An organization as its members list it. */
export interface JoinedOrganization extends OwnerRow {
  role: Role;
  joinedAt: number;
}

const byJoining: PageOrder<JoinedOrganization> = {
  name: "organizations",
  direction: "asc",
  columns: [organizationMembers.createdAt, organizationMembers.organizationId],
  keyOf: (row) => [row.joinedAt, row.id],
};

/**
 * With its first admin. A name that anybody ever held is a unique violation of `usernames.username`; an admin in too many organizations
 * is refused (`isRefusedFor`).
 */
export async function insertOrganization(
  db: Database,
  { organization, adminId }: { organization: NewOwner; adminId: string },
  audit: AuditEntry,
): Promise<void> {
  const { id, username, createdAt } = organization;
  await db.batch([
    db.insert(usernames).values({ username, ownerId: id }),
    db.insert(owners).values({ ...organization, kind: "organization" }),
    db
      .insert(organizationMembers)
      .values({ organizationId: id, userId: adminId, role: "admin", createdAt }),
    auditStatement(db, audit),
  ]);
}

/** Those that the user is a member of, in the order in which they joined. */
export async function listOrganizations(
  db: Database,
  userId: string,
  page: PageRequest,
): Promise<RowPage<JoinedOrganization>> {
  const read = await readPage(byJoining, page, ({ where, orderBy, limit }) =>
    db
      .select({
        organization: owners,
        role: organizationMembers.role,
        joinedAt: organizationMembers.createdAt,
      })
      .from(organizationMembers)
      .innerJoin(owners, eq(owners.id, organizationMembers.organizationId))
      .where(and(eq(organizationMembers.userId, userId), where))
      .orderBy(...orderBy)
      .limit(limit)
      .then((rows) => rows.map(({ organization, ...rest }) => ({ ...organization, ...rest }))),
  );
  return read;
}

/** Ends its memberships and tokens too; its name stays taken. False: it owns models, or was deleted before. */
export async function deleteOrganization(
  db: Database,
  { id, deletedAt }: { id: string; deletedAt: number },
  audit: AuditEntry,
): Promise<boolean> {
  const ownsNone = sql`not exists (select 1 from ${models} where ${models.ownerId} = ${id} and ${models.deletedAt} is null)`;
  const isGone = sql`exists (select 1 from ${owners} where ${owners.id} = ${id} and ${owners.deletedAt} is not null)`;
  const [deleted] = await db.batch([
    db
      .update(owners)
      .set({ deletedAt })
      .where(
        and(eq(owners.id, id), eq(owners.kind, "organization"), isNull(owners.deletedAt), ownsNone),
      )
      .returning({ id: owners.id }),
    auditStatement(db, audit),
    db.delete(organizationMembers).where(and(eq(organizationMembers.organizationId, id), isGone)),
    db
      .update(tokens)
      .set({ revokedAt: deletedAt })
      .where(and(eq(tokens.ownerId, id), isNull(tokens.revokedAt), isGone)),
  ]);
  return deleted.length === 1;
}
