import { and, eq, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { backends, versionCards } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";

export type BackendRow = typeof backends.$inferSelect;
export type BackendChanges = Partial<Pick<BackendRow, "url" | "capacity" | "weight" | "status">>;

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
    bumpConfigEpoch(db, backend.versionKey),
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

/** The patched row; null: it is gone. A taken URL is a unique violation, as on insert. */
export async function updateBackend(
  db: Database,
  input: BackendKey & { changes: BackendChanges; updatedAt: number },
  audit: AuditEntry,
): Promise<BackendRow | null> {
  const [rows] = await db.batch([
    db
      .update(backends)
      .set({ ...input.changes, updatedAt: input.updatedAt })
      .where(isBackend(input))
      .returning(),
    auditStatement(db, audit),
    bumpConfigEpoch(db, input.versionKey),
  ]);
  return rows[0] ?? null;
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
    bumpConfigEpoch(db, key.versionKey),
  ]);
  return rows.length === 1;
}

function isBackend({ versionKey, id }: BackendKey) {
  return and(eq(backends.versionKey, versionKey), eq(backends.id, id));
}

/** An epoch that grew without a change costs a gate one needless `configure`; one that did not would hide a change. */
function bumpConfigEpoch(db: Database, versionKey: number) {
  return db
    .update(versionCards)
    .set({ configEpoch: sql`${versionCards.configEpoch} + 1` })
    .where(eq(versionCards.versionKey, versionKey));
}
