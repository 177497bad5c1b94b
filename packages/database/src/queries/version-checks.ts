import { and, eq, isNull, lt, lte, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { versionChecks } from "../schema/index.ts";
import { auditStatement } from "./audit-statement.ts";

export type CheckRow = typeof versionChecks.$inferSelect;
export type NewCheck = Pick<
  CheckRow,
  | "succession"
  | "audit"
  | "id"
  | "versionKey"
  | "publish"
  | "steps"
  | "image"
  | "input"
  | "callerId"
  | "createdAt"
  | "deadlineAt"
>;

/** A check in somebody's hands. */
export interface HeldCheck {
  id: string;
  epoch: number;
}

/** How far it has come. */
export interface CheckProgress {
  steps: CheckRow["steps"];
  predictionId: string | null;
  heldUntil: number;
  dueAt: number;
}

const newestFirst: PageOrder<CheckRow> = {
  name: "version_checks",
  direction: "desc",
  columns: [versionChecks.createdAt, versionChecks.id],
  keyOf: (row) => [row.createdAt, row.id],
};

const first = { revision: 1, epoch: 0, heldUntil: 0, predictionId: null, endedAt: null };

/** Due at once. Where one of the version goes on it is a unique violation of `version_checks.version_key`. */
export async function insertCheck(db: Database, check: NewCheck): Promise<CheckRow> {
  const row: CheckRow = { ...check, ...first, state: "pending", dueAt: check.createdAt };
  await db.batch([db.insert(versionChecks).values(row), auditStatement(db, check.audit)]);
  return row;
}

export async function findCheck(db: Database, id: string): Promise<CheckRow | null> {
  return (await db.select().from(versionChecks).where(eq(versionChecks.id, id)).get()) ?? null;
}

/** The one that goes on. Null: none does. */
export async function findOpenCheck(db: Database, versionKey: number): Promise<CheckRow | null> {
  const isOpen = and(eq(versionChecks.versionKey, versionKey), isNull(versionChecks.endedAt));
  return (await db.select().from(versionChecks).where(isOpen).get()) ?? null;
}

export async function listChecks(
  db: Database,
  versionKey: number,
  page: PageRequest,
): Promise<RowPage<CheckRow>> {
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(versionChecks)
      .where(and(eq(versionChecks.versionKey, versionKey), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** A queue may deliver a little early. */
const toleranceMs = 1_000;

/** Takes a check that is due into one's hands until `heldUntil`. Null: it is not due, has ended, or somebody has it. */
export async function claimCheck(
  db: Database,
  { id, now, heldUntil }: { id: string; now: number; heldUntil: number },
): Promise<CheckRow | null> {
  const isFree = and(
    eq(versionChecks.id, id),
    isNull(versionChecks.endedAt),
    lt(versionChecks.heldUntil, now),
    lte(versionChecks.dueAt, now + toleranceMs),
  );
  const claimed = await db
    .update(versionChecks)
    .set({ epoch: sql`${versionChecks.epoch} + 1`, heldUntil, dueAt: heldUntil })
    .where(isFree)
    .returning();
  return claimed[0] ?? null;
}

/** False: it is in other hands. `heldUntil` of 0 lets go of it. */
export async function saveCheck(
  db: Database,
  check: HeldCheck,
  progress: CheckProgress,
): Promise<boolean> {
  const isHeld = and(
    eq(versionChecks.id, check.id),
    eq(versionChecks.epoch, check.epoch),
    isNull(versionChecks.endedAt),
  );
  const saved = await db
    .update(versionChecks)
    .set({ ...progress, state: "running", revision: sql`${versionChecks.revision} + 1` })
    .where(isHeld)
    .returning({ id: versionChecks.id });
  return saved.length === 1;
}
