import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type Direction, type RowPage, readPage } from "../pages/read-page.ts";
import { owners, usernames } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";

export type OwnerRow = typeof owners.$inferSelect;
export type NewOwner = Omit<
  OwnerRow,
  "kind" | "deletedAt" | "previousWebhookSecret" | "previousWebhookSecretUntil"
>;
export type OwnerChanges = Partial<
  Pick<OwnerRow, "username" | "name" | "bio" | "location" | "company" | "avatarUrl" | "urls">
>;

/** A user. A username that anybody ever held is a unique violation of `usernames.username`. */
export async function insertOwner(db: Database, owner: NewOwner, audit: AuditEntry): Promise<void> {
  await db.batch([
    db.insert(usernames).values({ username: owner.username, ownerId: owner.id }),
    db.insert(owners).values(owner),
    auditStatement(db, audit),
  ]);
}

/** Users and organizations; no deleted one. */
export async function findOwner(db: Database, id: string): Promise<OwnerRow | null> {
  const isWanted = and(eq(owners.id, id), isNull(owners.deletedAt));
  return (await db.select().from(owners).where(isWanted).get()) ?? null;
}

/** Users and organizations; no deleted one. */
export async function findOwnerByName(db: Database, username: string): Promise<OwnerRow | null> {
  const isWanted = and(eq(owners.username, username), isNull(owners.deletedAt));
  return (await db.select().from(owners).where(isWanted).get()) ?? null;
}

/** Users, in the order in which they came. */
export async function listOwners(
  db: Database,
  page: PageRequest,
  direction: Direction,
): Promise<RowPage<OwnerRow>> {
  const order = {
    name: `owners.${direction}`,
    direction,
    columns: [owners.createdAt, owners.id],
    keyOf: (row: OwnerRow) => [row.createdAt, row.id],
  };
  return readPage(order, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(owners)
      .where(and(eq(owners.kind, "user"), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** The patched row. Null: there is no such owner, or the username was held by somebody else. */
export async function updateOwner(
  db: Database,
  input: { id: string; changes: OwnerChanges; updatedAt: number },
  audit: AuditEntry,
): Promise<OwnerRow | null> {
  const { id, changes, updatedAt } = input;
  const update = db.update(owners).set({ ...changes, updatedAt });
  const isHere = and(eq(owners.id, id), isNull(owners.deletedAt));
  if (changes.username === undefined) {
    const [rows] = await db.batch([update.where(isHere).returning(), auditStatement(db, audit)]);
    return rows[0] ?? null;
  }
  const isHis = sql`(select ${usernames.ownerId} from ${usernames} where ${usernames.username} = ${changes.username}) = ${id}`;
  const claim = { username: changes.username, ownerId: id };
  const [, rows] = await db.batch([
    db.insert(usernames).values(claim).onConflictDoNothing(),
    update.where(and(isHere, isHis)).returning(),
    auditStatement(db, audit),
  ]);
  return rows[0] ?? null;
}

/**
 * Puts a webhook secret in the place of the one there is, which becomes the previous one until `previousUntil`. Doing it again with the
 * same secret changes nothing.
 */
export async function rotateWebhookSecret(
  db: Database,
  input: { id: string; secret: string; previousUntil: number; updatedAt: number },
  audit: AuditEntry,
): Promise<void> {
  const { id, secret, previousUntil, updatedAt } = input;
  const { webhookSecret, previousWebhookSecret } = owners;
  const isOther = and(ne(webhookSecret, secret), sql`${previousWebhookSecret} is not ${secret}`);
  await db.batch([
    db
      .update(owners)
      .set({
        webhookSecret: secret,
        previousWebhookSecret: sql`${webhookSecret}`,
        previousWebhookSecretUntil: previousUntil,
        updatedAt,
      })
      .where(and(eq(owners.id, id), isNull(owners.deletedAt), isOther)),
    auditStatement(db, audit),
  ]);
}

/** The default webhook secrets of these owners (at most 100), by owner id. */
export async function listWebhookSecrets(
  db: Database,
  ownerIds: string[],
): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: owners.id, secret: owners.webhookSecret })
    .from(owners)
    .where(inArray(owners.id, ownerIds));
  return new Map(rows.map((row) => [row.id, row.secret]));
}
