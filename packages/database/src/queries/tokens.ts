import { type SQL, and, eq, isNull, lt, or, sql } from "drizzle-orm";

import type { OwnerKind, RateLimit, Role } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { organizationMembers, owners, tokens } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";

export type TokenRow = typeof tokens.$inferSelect;
export type NewToken = Omit<TokenRow, "revokedAt" | "lastUsedAt" | "role">;

/** A token as its owner sees it: nothing that the secret could be guessed from. */
export type TokenSummary = Pick<
  TokenRow,
  | "id"
  | "ownerId"
  | "name"
  | "scopes"
  | "role"
  | "rateLimit"
  | "prefix"
  | "lastCharacters"
  | "createdAt"
  | "expiresAt"
  | "lastUsedAt"
> & { owner: string };

const summary = {
  id: tokens.id,
  ownerId: tokens.ownerId,
  owner: owners.username,
  name: tokens.name,
  scopes: tokens.scopes,
  role: tokens.role,
  rateLimit: tokens.rateLimit,
  prefix: tokens.prefix,
  lastCharacters: tokens.lastCharacters,
  createdAt: tokens.createdAt,
  expiresAt: tokens.expiresAt,
  lastUsedAt: tokens.lastUsedAt,
};

const newestFirst: PageOrder<TokenSummary> = {
  name: "tokens",
  direction: "desc",
  columns: [tokens.createdAt, tokens.id],
  keyOf: (row) => [row.createdAt, row.id],
};

/** A user's. */
export async function insertToken(db: Database, token: NewToken, audit: AuditEntry): Promise<void> {
  await db.batch([db.insert(tokens).values(token), auditStatement(db, audit)]);
}

/** Whose a token is, and everything that says what it may. */
export interface TokenBearer {
  id: string;
  scopes: string[];
  role: Role | null;
  rateLimit: RateLimit | null;
  ownerId: string;
  username: string;
  kind: OwnerKind;
  /** The organizations that the owner is a member of. */
  memberships: Membership[];
  expiresAt: number | null;
  revokedAt: number | null;
}

export interface Membership {
  organizationId: string;
  role: Role;
}

const memberships = sql`(
  select json_group_array(json_object('organizationId', ${organizationMembers.organizationId}, 'role', ${organizationMembers.role}))
  from ${organizationMembers} where ${organizationMembers.userId} = ${tokens.ownerId}
)`.mapWith(parseMemberships);

/** A token by the SHA-256 of its text, hex. Expired and revoked ones are found too. */
export async function findTokenByHash(db: Database, hash: string): Promise<TokenBearer | null> {
  const row = await db
    .select({
      id: tokens.id,
      scopes: tokens.scopes,
      role: tokens.role,
      rateLimit: tokens.rateLimit,
      ownerId: tokens.ownerId,
      username: owners.username,
      kind: owners.kind,
      memberships,
      expiresAt: tokens.expiresAt,
      revokedAt: tokens.revokedAt,
    })
    .from(tokens)
    .innerJoin(owners, eq(owners.id, tokens.ownerId))
    .where(eq(tokens.hash, hash))
    .get();
  return row ?? null;
}

/** `text` was made by json_group_array and json_object in the statement above: its shape is certain. */
function parseMemberships(text: string): Membership[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as Membership[];
}

/** Null: there is none with this id, or it was revoked. */
export async function findToken(db: Database, id: string): Promise<TokenSummary | null> {
  const found = await selectTokens(db, eq(tokens.id, id)).get();
  return found ?? null;
}

/** An owner's tokens but for revoked ones, newest first. */
export async function listTokens(
  db: Database,
  ownerId: string,
  page: PageRequest,
): Promise<RowPage<TokenSummary>> {
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    selectTokens(db, and(eq(tokens.ownerId, ownerId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** False: there is none with this id, or it was revoked before. */
export async function revokeToken(
  db: Database,
  { id, revokedAt }: { id: string; revokedAt: number },
  audit: AuditEntry,
): Promise<boolean> {
  const [rows] = await db.batch([
    db
      .update(tokens)
      .set({ revokedAt })
      .where(and(eq(tokens.id, id), isNull(tokens.revokedAt)))
      .returning({ id: tokens.id }),
    auditStatement(db, audit),
  ]);
  return rows.length === 1;
}

/** Notes a use, unless one not before `since` is noted. */
export async function touchToken(
  db: Database,
  { id, usedAt, since }: { id: string; usedAt: number; since: number },
): Promise<void> {
  const isOld = or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, since));
  await db
    .update(tokens)
    .set({ lastUsedAt: usedAt })
    .where(and(eq(tokens.id, id), isOld));
}

function selectTokens(db: Database, condition: SQL | undefined) {
  return db
    .select(summary)
    .from(tokens)
    .innerJoin(owners, eq(owners.id, tokens.ownerId))
    .where(and(condition, isNull(tokens.revokedAt)));
}
