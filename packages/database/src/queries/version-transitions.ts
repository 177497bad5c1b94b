import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { and, eq, sql } from "drizzle-orm";

import type { VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { owners, versionTransitions } from "../schema/index.ts";
import { isRefused } from "../violations.ts";
import { type AuditEntry, prepareAudit } from "./audit-statement.ts";
import { holdsSuccession, type Succession } from "./predecessor.ts";
import { prepareWithdrawal, type Withdrawal } from "./withdrawals.ts";

export interface Transition {
  /** Of the version. */
  key: number;
  from: VersionStatus;
  to: VersionStatus;
  /** The card's, when it was decided on. */
  revision: number;
  /** Id of the owner who does it. */
  actorId: string;
  reason: string | null;
  at: number;
  /** What it must follow still; left out: whichever. */
  succession?: Succession | null;
  audit: AuditEntry;
  /** What becomes of the aliases where an active version goes out of use. Null: it was not active. */
  withdrawal: Withdrawal | null;
}

export type PreparedTransition = Omit<Transition, "revision"> & { revision: number | null };

/**
 * Changes the status of a card that is still as it was when that was decided, and records it. For a batch: the first statement changes
 * one row or none, and every later one, which is to say `WHERE changes() > 0`, one where the one before it did. Without a revision the
 * first does so too, whatever the card's revision is: what it depends on stands before it.
 */
export function prepareTransition(
  db: Database,
  { key, from, to, revision, actorId, reason, at, ...rest }: PreparedTransition,
): D1PreparedStatement[] {
  const { $client: d1 } = db;
  const { succession = null, withdrawal, audit } = rest;
  const isDeletion = to === "deleted";
  const follows = holdsSuccession(succession, {
    model: "(SELECT model_id FROM versions WHERE key = ?1)",
    precedence: "?8",
    predecessor: "?9",
  });
  return [
    d1
      .prepare(
        `UPDATE version_cards SET status = ?4, revision = revision + 1, updated_at = ?5, deleted_at = ?6, deleted_by = ?7
         WHERE version_key = ?1 AND status = ?2 AND iif(?3 IS NULL, changes() > 0, revision = ?3) AND ${follows}
           AND (?10 IS NULL OR coalesce((SELECT max(seq) FROM alias_ledger WHERE model_id = ?10), 0) = ?11)
         RETURNING revision`,
      )
      .bind(
        ...[key, from, revision, to, at, isDeletion ? at : null, isDeletion ? actorId : null],
        ...[succession?.precedence ?? null, succession?.predecessor ?? null],
        ...[withdrawal?.modelId ?? null, withdrawal?.seq ?? null],
      ),
    d1
      .prepare(
        `INSERT INTO version_transitions (version_key, revision, from_status, to_status, actor_id, reason, at)
         SELECT version_key, revision, ?2, ?3, ?4, ?5, ?6 FROM version_cards WHERE version_key = ?1 AND changes() > 0`,
      )
      .bind(key, from, to, actorId, reason, at),
    prepareAudit(db, audit),
  ];
}

/** False: the card, or an alias of the model, was changed meanwhile, and nothing was done. */
export async function transitionVersion(db: Database, transition: Transition): Promise<boolean> {
  const { withdrawal, revision } = transition;
  const moved = withdrawal === null ? [] : prepareWithdrawal(db, withdrawal, revision);
  try {
    const results = await db.$client.batch([...moved, ...prepareTransition(db, transition)]);
    return results[moved.length]?.results.length === 1;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** Whether the actor took the version with this key to this status at this very time. */
export async function hasTransition(
  db: Database,
  { key, to, actorId, at }: Pick<Transition, "key" | "to" | "actorId" | "at">,
): Promise<boolean> {
  const { versionKey, toStatus, actorId: actor, at: when } = versionTransitions;
  const isSame = and(eq(versionKey, key), eq(toStatus, to), eq(actor, actorId), eq(when, at));
  return (await db.$count(versionTransitions, isSame)) > 0;
}

const columns = {
  revision: versionTransitions.revision,
  from: versionTransitions.fromStatus,
  to: versionTransitions.toStatus,
  actor: sql<string | null>`coalesce(${versionTransitions.actorName}, ${owners.username})`,
  reason: versionTransitions.reason,
  at: versionTransitions.at,
};

export type TransitionRow = Pick<Transition, "to" | "revision" | "reason" | "at"> & {
  /** Null: the version was created. */
  from: VersionStatus | null;
  /** Username; null where it was no owner. */
  actor: string | null;
};

const newestFirst: PageOrder<TransitionRow> = {
  name: "version_transitions",
  direction: "desc",
  columns: [versionTransitions.revision],
  keyOf: (row) => [row.revision],
};

/** What became of the version with this key, the latest first. */
export async function listTransitions(
  db: Database,
  versionKey: number,
  page: PageRequest,
): Promise<RowPage<TransitionRow>> {
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select(columns)
      .from(versionTransitions)
      .leftJoin(owners, eq(owners.id, versionTransitions.actorId))
      .where(and(eq(versionTransitions.versionKey, versionKey), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}
