import { type SQL, and, eq, ne, sql } from "drizzle-orm";

import type { Role } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { organizationMembers, owners } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";
import { isStillAdmin, type OrganizationAdmin } from "./organization-admins.ts";
import type { OwnerRow } from "./owners.ts";

export interface MemberRow {
  user: Pick<OwnerRow, "id" | "username" | "avatarUrl">;
  role: Role;
  createdAt: number;
}

/** `not_admin`: the actor is an admin no more. `last_admin`: nobody would be one. `not_member`: the user is none. */
export type MemberChange = "changed" | "not_admin" | "last_admin" | "not_member";

const members = organizationMembers;

const byJoining: PageOrder<MemberRow> = {
  name: "organization_members",
  direction: "asc",
  columns: [members.createdAt, members.userId],
  keyOf: (row) => [row.createdAt, row.user.id],
};

/** In the order in which they joined. */
export async function listMembers(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<RowPage<MemberRow>> {
  return readPage(byJoining, page, ({ where, orderBy, limit }) =>
    selectMembers(db)
      .where(and(eq(members.organizationId, organizationId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** Null: the user is not a member. */
export async function findMember(
  db: Database,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<MemberRow | null> {
  return (await selectMembers(db).where(isMember(organizationId, userId)).get()) ?? null;
}

/** Takes the user in, or changes the role. A user in too many organizations is refused (`isRefusedFor`). */
export async function putMember(
  db: Database,
  {
    admin,
    member,
    audit,
  }: {
    admin: OrganizationAdmin;
    member: { userId: string; role: Role; createdAt: number };
    audit: AuditEntry;
  },
): Promise<MemberChange> {
  const { organizationId } = admin;
  const { userId, role, createdAt } = member;
  const [put, , admins] = await db.batch([
    db
      .insert(members)
      // In the order of the table's columns.
      .select(
        sql`select ${organizationId}, ${userId}, ${role}, ${createdAt} where ${isStillAdmin(admin)}`,
      )
      .onConflictDoUpdate({
        target: [members.organizationId, members.userId],
        set: { role },
        setWhere: sql`${role} = 'admin' or ${members.role} <> 'admin' or ${hasOtherAdmin(organizationId, userId)}`,
      })
      .returning({ id: members.userId }),
    auditStatement(db, audit),
    selectAdmin(db, admin),
  ]);
  if (put.length === 1) return "changed";
  return admins.length === 1 ? "last_admin" : "not_admin";
}

/** A member may leave; it takes an admin to remove somebody else. */
export async function deleteMember(
  db: Database,
  { admin, userId, audit }: { admin: OrganizationAdmin; userId: string; audit: AuditEntry },
): Promise<MemberChange> {
  const { organizationId } = admin;
  const mayRemove = admin.actorId === userId ? sql`true` : isStillAdmin(admin);
  const isDispensable = sql`(${ne(members.role, "admin")} or ${hasOtherAdmin(organizationId, userId)})`;
  const [deleted, , left, admins] = await db.batch([
    db
      .delete(members)
      .where(and(isMember(organizationId, userId), isDispensable, mayRemove))
      .returning({ id: members.userId }),
    auditStatement(db, audit),
    db.select({ id: members.userId }).from(members).where(isMember(organizationId, userId)),
    selectAdmin(db, admin),
  ]);
  if (deleted.length === 1) return "changed";
  if (left.length === 0) return "not_member";
  return admins.length === 1 ? "last_admin" : "not_admin";
}

function selectMembers(db: Database) {
  return db
    .select({
      user: { id: owners.id, username: owners.username, avatarUrl: owners.avatarUrl },
      role: members.role,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(owners, eq(owners.id, members.userId));
}

/** A row where the actor is an admin, none where not. */
function selectAdmin(db: Database, admin: OrganizationAdmin) {
  return db
    .select({ id: owners.id })
    .from(owners)
    .where(and(eq(owners.id, admin.organizationId), isStillAdmin(admin)));
}

function isMember(organizationId: string, userId: string): SQL | undefined {
  return and(eq(members.organizationId, organizationId), eq(members.userId, userId));
}

/** Whether somebody but the user is an admin. */
function hasOtherAdmin(organizationId: string, userId: string): SQL {
  return sql`exists (select 1 from organization_members as other where other.organization_id = ${organizationId}
    and other.role = 'admin' and other.user_id <> ${userId})`;
}
