import { and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import type { StoredProbe } from "../schema/backends.ts";
import { backends, versionCards } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";
import { reshardAt } from "./shards.ts";

export type BackendRow = typeof backends.$inferSelect;
export type BackendChanges = Partial<
  Omit<
    BackendRow,
    "id" | "versionKey" | "protocol" | "shard" | "nextShard" | "createdAt" | "updatedAt"
  >
>;

/** Of one version. The list goes to its gate as a whole. */
export const maxBackends = 100;

/** Names a backend of one version. */
export interface BackendKey {
  versionKey: number;
  id: string;
}

const byAge: PageOrder<BackendRow> = {
  name: "backends",
  direction: "asc",
  columns: [backends.createdAt, backends.id],
  keyOf: (row) => [row.createdAt, row.id],
};

/** A URL that the version has is a unique violation of `backends.version_key, backends.url`. */
export async function insertBackend(
  db: Database,
  backend: BackendRow,
  audit: AuditEntry,
): Promise<void> {
  await db.batch([
    db.insert(backends).values(backend),
    auditStatement(db, audit),
    bumpConfigEpoch(db, backend.versionKey, audit.at),
  ]);
}

export async function countBackends(db: Database, versionKey: number): Promise<number> {
  return db.$count(backends, eq(backends.versionKey, versionKey));
}

export async function findBackend(db: Database, key: BackendKey): Promise<BackendRow | null> {
  return (await db.select().from(backends).where(isBackend(key)).get()) ?? null;
}

export async function listBackends(
  db: Database,
  versionKey: number,
  page: PageRequest,
): Promise<RowPage<BackendRow>> {
  return readPage(byAge, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(backends)
      .where(and(eq(backends.versionKey, versionKey), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** Changes a backend that is still at the URL, and has the credentials, that it was read with. */
export interface BackendUpdate {
  before: Pick<BackendRow, "id" | "versionKey" | "url" | "credentials">;
  changes: BackendChanges;
  updatedAt: number;
}

/** The patched row; null: it is gone or was changed meanwhile. A taken URL is a unique violation, as on insert. */
export async function updateBackend(
  db: Database,
  { before, changes, updatedAt }: BackendUpdate,
  audit: AuditEntry,
): Promise<BackendRow | null> {
  const { url, credentials } = before;
  const isAsRead = and(
    eq(backends.url, url),
    credentials === null ? isNull(backends.credentials) : eq(backends.credentials, credentials),
  );
  const [rows] = await db.batch([
    db
      .update(backends)
      .set({ ...changes, updatedAt })
      .where(and(isBackend(before), isAsRead))
      .returning(),
    auditStatement(db, audit),
    bumpConfigEpoch(db, before.versionKey, updatedAt),
  ]);
  return rows[0] ?? null;
}

/** Notes what a backend answered, unless it has been moved meanwhile. No gate needs to know. */
export async function updateProbe(
  db: Database,
  { versionKey, id, url }: Pick<BackendRow, "id" | "versionKey" | "url">,
  probe: StoredProbe,
): Promise<void> {
  await db
    .update(backends)
    .set({ probe })
    .where(and(isBackend({ versionKey, id }), eq(backends.url, url)));
}

/** False: it was gone already. */
export async function deleteBackend(
  db: Database,
  key: BackendKey,
  audit: AuditEntry,
): Promise<boolean> {
  const [rows] = await db.batch([
    db.delete(backends).where(isBackend(key)).returning({ id: backends.id }),
    auditStatement(db, audit),
    bumpConfigEpoch(db, key.versionKey, audit.at),
  ]);
  return rows.length === 1;
}

function isBackend({ versionKey, id }: BackendKey) {
  return and(eq(backends.versionKey, versionKey), eq(backends.id, id));
}

/** An epoch that grew without a change costs a gate one needless `configure`; one that did not would hide a change. */
function bumpConfigEpoch(db: Database, versionKey: number, at: number) {
  return db
    .update(versionCards)
    .set({ configEpoch: sql`${versionCards.configEpoch} + 1`, reshardAt: reshardAt(at) })
    .where(eq(versionCards.versionKey, versionKey));
}
