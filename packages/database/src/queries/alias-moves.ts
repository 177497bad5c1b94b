import type { D1PreparedStatement } from "@cloudflare/workers-types";

import type { Database } from "../database.ts";
import { isRefused } from "../violations.ts";
import type { LedgerRow } from "./alias-ledger.ts";
import { type AuditEntry, prepareAudit } from "./audit-statement.ts";

/** A change of an alias: the next link of the ledger, and the row that follows from it. */
export interface AliasMove {
  entry: LedgerRow;
  /** Null: the alias points at nothing. */
  versionKey: number | null;
  audit: AuditEntry;
}

/** False: the ledger has moved on, or the version is not active any more; nothing was written. */
export async function insertAliasMove(db: Database, move: AliasMove): Promise<boolean> {
  const active = move.versionKey === null ? null : { key: move.versionKey };
  try {
    const [inserted] = await db.$client.batch(prepareAliasMove(db, move, active));
    return inserted?.meta.changes === 1;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** Whether the actor changed the alias at this very time, as the ledger tells it: see `at` of its entries. */
export async function hasAliasMove(
  { $client: d1 }: Database,
  { modelId, alias, actorId, at }: Pick<LedgerRow, "modelId" | "alias" | "actorId" | "at">,
): Promise<boolean> {
  const found = await d1
    .prepare(
      `SELECT 1 FROM alias_ledger entry WHERE model_id = ?1 AND alias = ?2 AND actor_id = ?3 AND (
         at = ?4 OR (at > ?4 AND at = (SELECT at FROM alias_ledger WHERE model_id = ?1 AND seq = entry.seq - 1))
       ) LIMIT 1`,
    )
    .bind(modelId, alias, actorId, at)
    .first();
  return found !== null;
}

/** For a batch, which fails as a whole where the entry is not the next link: see `isRefused`. */
export function prepareAliasMove(
  db: Database,
  { entry, versionKey, audit }: AliasMove,
  /** Nothing is written unless this version is active and, where it is given, its card still has this revision. Null: in any case. */
  active: { key: number; revision?: number } | null,
): D1PreparedStatement[] {
  const { $client: d1 } = db;
  const { modelId, alias, seq, isProtected, rule, at } = entry;
  const inserted = d1
    .prepare(
      `INSERT INTO alias_ledger (model_id, seq, alias, action, from_number, from_id, to_number, to_id, is_protected, rule, restores,
         actor_id, actor_name, reason, at, previous_hash, hash)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17
       WHERE ?18 IS NULL OR EXISTS (
         SELECT 1 FROM version_cards WHERE version_key = ?18 AND status = 'active' AND (?19 IS NULL OR revision = ?19)
       )`,
    )
    .bind(
      ...[modelId, seq, alias, entry.action, entry.fromNumber, entry.fromId],
      ...[entry.toNumber, entry.toId, isProtected ? 1 : 0, rule, entry.restores],
      ...[entry.actorId, entry.actorName, entry.reason, at, entry.previousHash, entry.hash],
      active?.key ?? null,
      active?.revision ?? null,
    );
  const removed = d1
    .prepare("DELETE FROM aliases WHERE model_id = ?1 AND name = ?2 AND changes() > 0")
    .bind(modelId, alias);
  const pointed = d1
    .prepare(
      `INSERT INTO aliases (model_id, name, version_key, is_protected, rule, revision, updated_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE changes() > 0
       ON CONFLICT (model_id, name) DO UPDATE SET version_key = excluded.version_key, is_protected = excluded.is_protected,
         rule = excluded.rule, revision = excluded.revision, updated_at = excluded.updated_at`,
    )
    .bind(modelId, alias, versionKey, isProtected ? 1 : 0, rule, seq, at);
  return [inserted, prepareAudit(db, audit), versionKey === null ? removed : pointed];
}
