import { and, eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { registryCredentials } from "../schema/index.ts";

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
): Promise<RegistryCredentialsRow> {
  const { ownerId: _, host: __, ...changed } = credentials;
  return db
    .insert(registryCredentials)
    .values({ ...credentials, createdAt })
    .onConflictDoUpdate({
      target: [registryCredentials.ownerId, registryCredentials.host],
      set: { ...changed, updatedAt: createdAt },
    })
    .returning()
    .get();
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
export async function deleteRegistryCredentials(db: Database, key: RegistryKey): Promise<boolean> {
  const { host } = registryCredentials;
  return (await db.delete(registryCredentials).where(isKey(key)).returning({ host })).length === 1;
}

function isKey({ ownerId, host }: RegistryKey) {
  return and(eq(registryCredentials.ownerId, ownerId), eq(registryCredentials.host, host));
}
