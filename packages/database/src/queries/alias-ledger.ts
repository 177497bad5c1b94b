import { and, desc, eq, lte, ne, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { aliasLedger, versionCards, versions } from "../schema/index.ts";
import { type AliasVersion, aliasVersionColumns } from "./aliases.ts";

export type LedgerRow = typeof aliasLedger.$inferSelect;

const oldestFirst: PageOrder<LedgerRow> = {
  name: "alias_ledger",
  direction: "asc",
  columns: [aliasLedger.seq],
  keyOf: (row) => [row.seq],
};

export async function listLedger(
  db: Database,
  modelId: string,
  page: PageRequest,
): Promise<RowPage<LedgerRow>> {
  return readPage(oldestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(aliasLedger)
      .where(and(eq(aliasLedger.modelId, modelId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** The entry that was the newest on the alias at this time, and the version that it points at. Null: there was none. */
export async function findLedgerEntryAt(
  db: Database,
  { modelId, alias, at }: { modelId: string; alias: string; at: number },
): Promise<{ entry: LedgerRow; version: AliasVersion | null } | null> {
  const found = await db
    .select({ entry: aliasLedger, version: aliasVersionColumns })
    .from(aliasLedger)
    .leftJoin(versions, eq(versions.id, aliasLedger.toId))
    .leftJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(
      and(eq(aliasLedger.modelId, modelId), eq(aliasLedger.alias, alias), lte(aliasLedger.at, at)),
    )
    .orderBy(desc(aliasLedger.seq))
    .limit(1)
    .get();
  if (found === undefined) return null;
  const { entry, version } = found;
  return { entry, version: whole(version) };
}

/** Of a left join: all of its columns are null, or none. */
function whole(version: { [Key in keyof AliasVersion]: AliasVersion[Key] | null } | null) {
  if (version === null) return null;
  const { key, number, semver, id, status } = version;
  if (key === null || number === null || semver === null || id === null || status === null) {
    return null;
  }
  return { key, number, semver, id, status };
}

/** A place in the past of an alias: the entry that put it at this version. */
export interface EarlierPlace extends AliasVersion {
  seq: number;
}

/**
 * Where the alias pointed before, the latest first, at most 100 places. Undone moves are left out: behind a rollback come the places
 * before the entry that it restored.
 */
export async function listEarlierPlaces(
  db: Database,
  modelId: string,
  alias: string,
): Promise<EarlierPlace[]> {
  const before = sql`select max(seq) from alias_ledger where model_id = ${modelId} and alias = ${alias}`;
  return db.all<EarlierPlace>(sql`
    with recursive place(seq, depth) as (
      select coalesce(restores, seq), 0 from alias_ledger
      where model_id = ${modelId} and seq = (${before})
      union all
      select coalesce(entry.restores, entry.seq), depth + 1
      from place join alias_ledger entry on entry.model_id = ${modelId}
        and entry.seq = (${before} and seq < place.seq)
      where depth < 100
    )
    select entry.seq, versions.key, versions.number, versions.semver, versions.id, version_cards.status
    from place join alias_ledger entry on entry.model_id = ${modelId} and entry.seq = place.seq
      join versions on versions.id = entry.to_id
      join version_cards on version_cards.version_key = versions.key
    where entry.action not in ('remove', 'follow')
    order by depth`);
}

/** The entry that last put the alias at this version, also where that was undone. Null: it never pointed at it. */
export async function findEarlierPlace(
  db: Database,
  { modelId, alias, versionId }: { modelId: string; alias: string; versionId: string },
): Promise<{ seq: number } | null> {
  const { seq, restores, toId } = aliasLedger;
  const isOfAlias = and(eq(aliasLedger.modelId, modelId), eq(aliasLedger.alias, alias));
  const found = await db
    .select({ seq: sql<number>`coalesce(${restores}, ${seq})` })
    .from(aliasLedger)
    .where(and(isOfAlias, eq(toId, versionId), ne(aliasLedger.action, "follow")))
    .orderBy(desc(seq))
    .limit(1)
    .get();
  return found ?? null;
}
