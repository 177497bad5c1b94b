import { and, eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { registryCredentials } from "../schema/index.ts";
import { type AuditEntry, auditStatement } from "./audit-statement.ts";

export type RegistryCredentialsRow = typeof registryCredentials.$inferSelect;
export type NewRegistryCredentials = Omit<RegistryCredentialsRow, "updatedAt">;

/** Names the credentials of one owner for one registry. */
export interface RegistryKey {
  ownerId: string;
  host: string;
}

const byHost: PageOrder<RegistryCredentialsRow> = {
  name: "registry_credentials",
  direction: "asc",
  columns: [registryCredentials.host],
  keyOf: (row) => [row.host],
};

/** Replaces those that there are; gives them as they are then. */
export async function upsertRegistryCredentials(
  db: Database,
  { createdAt, ...credentials }: NewRegistryCredentials,
  audit: AuditEntry,
): Promise<RegistryCredentialsRow | null> {
  const { ownerId: _, host: __, ...changed } = credentials;
  const [rows] = await db.batch([
    db
      .insert(registryCredentials)
      .values({ ...credentials, createdAt })
      .onConflictDoUpdate({
        target: [registryCredentials.ownerId, registryCredentials.host],
        set: { ...changed, updatedAt: createdAt },
      })
      .returning(),
    auditStatement(db, audit),
  ]);
  return rows[0] ?? null;
}

export async function findRegistryCredentials(
  db: Database,
  key: RegistryKey,
): Promise<RegistryCredentialsRow | null> {
  return (await db.select().from(registryCredentials).where(isKey(key)).get()) ?? null;
}

export async function listRegistryCredentials(
  db: Database,
  ownerId: string,
  page: PageRequest,
): Promise<RowPage<RegistryCredentialsRow>> {
  return readPage(byHost, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(registryCredentials)
      .where(and(eq(registryCredentials.ownerId, ownerId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** False: there were none. */
export async function deleteRegistryCredentials(
  db: Database,
  key: RegistryKey,
  audit: AuditEntry,
): Promise<boolean> {
  const { host } = registryCredentials;
  const [rows] = await db.batch([
    db.delete(registryCredentials).where(isKey(key)).returning({ host }),
    auditStatement(db, audit),
  ]);
  return rows.length === 1;
}

function isKey({ ownerId, host }: RegistryKey) {
  return and(eq(registryCredentials.ownerId, ownerId), eq(registryCredentials.host, host));
}
