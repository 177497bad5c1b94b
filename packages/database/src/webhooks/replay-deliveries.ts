import { type SQL, and, asc, eq, gt, inArray, ne, or, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { webhookDeliveries } from "../schema/index.ts";
import { type DeliveryFilter, isWanted } from "./delivery-lists.ts";

/** The call that replays: under its id it takes effect once. */
export interface Replay {
  replayId: string;
  at: number;
}

/** One that waits for longer than this is brought forward; one that is about to be attempted, or is being, is left alone. */
const soonMs = 60_000;

const table = webhookDeliveries;
/** JSON's null: it was removed. */
const hasBody = sql`${table.body} <> 'null'`;

/** Makes a delivery due at once, with its retries all before it. False: it is about to be sent anyway, or has no body any more. */
export async function replayDelivery(
  db: Database,
  { ownerId, id, ...replay }: Replay & { ownerId: string; id: string },
): Promise<boolean> {
  const isIdle = or(ne(table.state, "pending"), gt(table.dueAt, replay.at + soonMs));
  const isOther = sql`${table.replayId} is not ${replay.replayId}`;
  const rows = await db
    .update(table)
    .set(replayed(replay))
    .where(and(eq(table.id, id), eq(table.ownerId, ownerId), hasBody, isIdle, isOther))
    .returning({ id: table.id });
  return rows.length === 1;
}

/** So many at once. */
export const maxReplayed = 1000;

/** The same for those that the filter means, the oldest first, at most `maxReplayed`. Done again under the same id it changes nothing. */
export async function replayDeliveries(
  db: Database,
  filter: DeliveryFilter,
  replay: Replay,
): Promise<ReplayedDeliveries> {
  const meant = and(isWanted(filter), hasBody);
  const chosen = db
    .select({ id: table.id })
    .from(table)
    .where(meant)
    .orderBy(asc(table.createdAt), asc(table.id))
    .limit(maxReplayed);
  const isFirst = sql`not exists (select 1 from webhook_deliveries as other where other.replay_id = ${replay.replayId})`;
  const isReplayed = eq(table.replayId, replay.replayId);
  const [, rows] = await db.batch([
    db
      .update(table)
      .set(replayed(replay))
      .where(and(isFirst, inArray(table.id, chosen))),
    db
      .select({ id: table.id, state: table.state, createdAt: table.createdAt })
      .from(table)
      .where(isReplayed),
  ]);
  const ids = rows.filter(({ state }) => state === "pending").map(({ id }) => id);
  const last = rows.reduce((latest, { createdAt }) => Math.max(latest, createdAt), -1);
  const next = rows.length < maxReplayed ? null : await findNext(db, meant, { last, replay });
  return { ids, replayed: rows.length, next };
}

export interface ReplayedDeliveries {
  /** Of those that are to be sent. */
  ids: string[];
  replayed: number;
  /** When the first was made that was left out. */
  next: number | null;
}

async function findNext(
  db: Database,
  meant: SQL | undefined,
  { last, replay }: { last: number; replay: Replay },
): Promise<number | null> {
  const isOther = sql`${table.replayId} is not ${replay.replayId}`;
  const found = await db
    .select({ createdAt: table.createdAt })
    .from(table)
    .where(and(meant, isOther, sql`${table.createdAt} >= ${last}`))
    .orderBy(asc(table.createdAt), asc(table.id))
    .limit(1)
    .get();
  return found?.createdAt ?? null;
}

function replayed({ replayId, at }: Replay) {
  const again = { state: "pending", dueAt: at } as const;
  return { ...again, replayedAt: at, replayId, attemptsBefore: sql`${table.attempt}` };
}
