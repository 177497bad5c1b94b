import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";

import type { Database } from "../database.ts";
import { auditLog } from "../schema/index.ts";

/** A change as the audit log is to tell it. No secret, nor anything that one could be guessed from, is in it. */
export type AuditEntry = Omit<typeof auditLog.$inferSelect, "id">;

type AuditStatement = BatchItem<"sqlite"> & { toSQL: () => { sql: string; params: unknown[] } };

/**
 * Notes the change that the statement before it in the same batch has made, and nothing where that one changed no row: to stand directly
 * behind it. `target` is for what only the database knows, such as the number of a version.
 */
export function auditStatement(
  db: Database,
  entry: AuditEntry,
  target: SQL = sql`${entry.target}`,
): AuditStatement {
  const { at, actorId, actorName, tokenId, requestId, action, ownerId, targetKind } = entry;
  // In the order of the table's columns.
  return db.insert(auditLog).select(sql`
    select null, ${at}, ${actorId}, ${actorName}, ${tokenId}, ${requestId}, ${action}, ${ownerId}, ${targetKind}, ${target},
      ${JSON.stringify(entry.details)} where changes() > 0`);
}

/** The same for a batch of D1's own statements. */
export function prepareAudit(db: Database, entry: AuditEntry, target?: SQL): D1PreparedStatement {
  const { sql: text, params } = auditStatement(db, entry, target).toSQL();
  return db.$client.prepare(text).bind(...params);
}
