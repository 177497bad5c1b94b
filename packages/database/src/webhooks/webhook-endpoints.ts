import { and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { type AuditEntry, auditStatement } from "../queries/audit-statement.ts";
import { webhookEndpoints } from "../schema/index.ts";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type NewEndpoint = Pick<
  EndpointRow,
  "id" | "ownerId" | "url" | "description" | "sealedSecret" | "createdAt"
>;
export type EndpointChanges = Partial<
  Pick<EndpointRow, "url" | "description" | "disabledAt" | "disabledReason">
>;

/** Of one owner. */
export const maxEndpoints = 100;

/** Names an endpoint of one owner. */
export interface EndpointKey {
  ownerId: string;
  id: string;
}

const byAge: PageOrder<EndpointRow> = {
  name: "webhook_endpoints",
  direction: "asc",
  columns: [webhookEndpoints.createdAt, webhookEndpoints.id],
  keyOf: (row) => [row.createdAt, row.id],
};

/**
 * False: the owner has as many as there may be. A URL that it has already is a unique violation of
 * `webhook_endpoints.owner_id, webhook_endpoints.url`.
 */
export async function insertEndpoint(
  db: Database,
  endpoint: NewEndpoint,
  audit: AuditEntry,
): Promise<boolean> {
  const { id, ownerId, url, description, sealedSecret, createdAt } = endpoint;
  const { id: idColumn } = webhookEndpoints;
  // In the order of the table's columns.
  const row = sql`
    select ${id}, ${ownerId}, ${url}, ${description}, ${sealedSecret}, null, null, null, null, ${createdAt}, null
    where (select count(*) from ${webhookEndpoints} where ${webhookEndpoints.ownerId} = ${ownerId}) < ${maxEndpoints}`;
  const [rows] = await db.batch([
    db.insert(webhookEndpoints).select(row).returning({ id: idColumn }),
    auditStatement(db, audit),
  ]);
  return rows.length === 1;
}

export async function findEndpoint(db: Database, key: EndpointKey): Promise<EndpointRow | null> {
  return (await db.select().from(webhookEndpoints).where(isKey(key)).get()) ?? null;
}

export async function listEndpoints(
  db: Database,
  ownerId: string,
  page: PageRequest,
): Promise<RowPage<EndpointRow>> {
  return readPage(byAge, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.ownerId, ownerId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** The patched row; null: it is gone. A taken URL is a unique violation, as on insert. */
export async function updateEndpoint(
  db: Database,
  input: EndpointKey & { changes: EndpointChanges; updatedAt: number },
  audit: AuditEntry,
): Promise<EndpointRow | null> {
  const { changes, updatedAt } = input;
  const [rows] = await db.batch([
    db
      .update(webhookEndpoints)
      .set({ ...changes, updatedAt })
      .where(isKey(input))
      .returning(),
    auditStatement(db, audit),
  ]);
  return rows[0] ?? null;
}

/** False: it was gone already. */
export async function deleteEndpoint(
  db: Database,
  key: EndpointKey,
  audit: AuditEntry,
): Promise<boolean> {
  const { id } = webhookEndpoints;
  const [rows] = await db.batch([
    db.delete(webhookEndpoints).where(isKey(key)).returning({ id }),
    auditStatement(db, audit),
  ]);
  return rows.length === 1;
}

/**
 * Puts a secret in the place of the one there is, which becomes the previous one until `previousUntil`. Doing it again with the same
 * secret changes nothing. False: nothing was changed.
 */
export async function rotateEndpointSecret(
  db: Database,
  input: EndpointKey & { sealedSecret: string; previousUntil: number; updatedAt: number },
  audit: AuditEntry,
): Promise<boolean> {
  const { sealedSecret, previousUntil, updatedAt } = input;
  const { id, sealedSecret: current, previousSealedSecret: previous } = webhookEndpoints;
  const isOther = and(
    sql`${current} is not ${sealedSecret}`,
    sql`${previous} is not ${sealedSecret}`,
  );
  const [rows] = await db.batch([
    db
      .update(webhookEndpoints)
      .set({ sealedSecret, previousSealedSecret: sql`${current}`, previousUntil, updatedAt })
      .where(and(isKey(input), isOther))
      .returning({ id }),
    auditStatement(db, audit),
  ]);
  return rows.length === 1;
}

/** Disables the owner's endpoint of that URL, which is made where there is none; one that is disabled keeps its reason. */
export async function disableEndpoint(
  db: Database,
  endpoint: Omit<NewEndpoint, "description" | "sealedSecret"> & { reason: string },
): Promise<void> {
  const { reason, ...row } = endpoint;
  const disabled = { disabledAt: row.createdAt, disabledReason: reason };
  await db
    .insert(webhookEndpoints)
    .values({ ...row, ...disabled })
    .onConflictDoUpdate({
      target: [webhookEndpoints.ownerId, webhookEndpoints.url],
      set: { ...disabled, updatedAt: row.createdAt },
      setWhere: isNull(webhookEndpoints.disabledAt),
    });
}

function isKey({ ownerId, id }: EndpointKey) {
  return and(eq(webhookEndpoints.ownerId, ownerId), eq(webhookEndpoints.id, id));
}
