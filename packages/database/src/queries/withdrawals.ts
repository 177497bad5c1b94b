import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { and, desc, eq, isNull } from "drizzle-orm";

import { primaryAlias } from "@headgate/shared";

import type { Database } from "../database.ts";
import { versionCards, versions } from "../schema/index.ts";
import { type AliasMove, prepareAliasMove } from "./alias-moves.ts";
import { type AliasState, findAliasState } from "./alias-states.ts";
import {
  type AliasVersion,
  aliasVersionColumns,
  listProtectedAliases,
  type ProtectedAlias,
} from "./aliases.ts";

/** What taking a version out of use is decided by, `alias` is `primary`. */
export interface WithdrawalState extends AliasState {
  /** The newest active versions that are not private, two at most. */
  newest: AliasVersion[];
  /** Protected aliases that point at the version. */
  protectedBy: ProtectedAlias[];
}

/** What is to happen to a model's aliases when an active version of it stops being active. */
export interface Withdrawal {
  modelId: string;
  /** Of the version. */
  key: number;
  /** Null: unpinned calls do not go to the version. */
  move: AliasMove | null;
  /** How far the ledger is after `move`. It holds only while nobody else changes an alias. */
  seq: number;
}

export async function findWithdrawalState(
  db: Database,
  modelId: string,
  versionKey: number,
): Promise<WithdrawalState> {
  // The aliases first: what changes after that makes the ledger's head another.
  const state = await findAliasState(db, modelId, primaryAlias);
  const [newest, protectedBy] = await Promise.all([
    db
      .select(aliasVersionColumns)
      .from(versions)
      .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
      .where(
        and(
          eq(versions.modelId, modelId),
          eq(versionCards.status, "active"),
          isNull(versionCards.visibility),
        ),
      )
      .orderBy(desc(versions.number))
      .limit(2),
    listProtectedAliases(db, versionKey),
  ]);
  return { ...state, newest, protectedBy };
}

/**
 * To go into a batch before the status changes of the version, whose card has this revision: a trigger refuses that while `primary`
 * points at it.
 */
export function prepareWithdrawal(
  db: Database,
  { key, move }: Withdrawal,
  revision: number,
): D1PreparedStatement[] {
  return move === null ? [] : prepareAliasMove(db, move, { key, revision });
}
