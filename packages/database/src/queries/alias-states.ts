import { and, desc, eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import { aliases, aliasLedger, versionCards, versions } from "../schema/index.ts";
import type { LedgerRow } from "./alias-ledger.ts";
import { aliasColumns, type AliasRow } from "./aliases.ts";

/** The newest entry of a model's ledger. */
export type LedgerHead = Pick<LedgerRow, "seq" | "hash" | "at">;

/** What a change of an alias is decided by, as it stood at one moment. */
export interface AliasState {
  head: LedgerHead | null;
  alias: AliasRow | null;
}

export async function findAliasState(
  db: Database,
  modelId: string,
  name: string,
): Promise<AliasState> {
  const [heads, found] = await db.batch([
    selectHead(db, modelId),
    db
      .select(aliasColumns)
      .from(aliases)
      .innerJoin(versions, eq(versions.key, aliases.versionKey))
      .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
      .where(and(eq(aliases.modelId, modelId), eq(aliases.name, name))),
  ]);
  return { head: heads[0] ?? null, alias: found[0] ?? null };
}

/** Null: no alias of the model was ever set. */
export async function findLedgerHead(db: Database, modelId: string): Promise<LedgerHead | null> {
  return (await selectHead(db, modelId).get()) ?? null;
}

function selectHead(db: Database, modelId: string) {
  return db
    .select({ seq: aliasLedger.seq, hash: aliasLedger.hash, at: aliasLedger.at })
    .from(aliasLedger)
    .where(eq(aliasLedger.modelId, modelId))
    .orderBy(desc(aliasLedger.seq))
    .limit(1);
}
