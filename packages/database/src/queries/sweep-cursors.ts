import { eq, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { sweepCursors } from "../schema/index.ts";

/** The last key that a sweep through these keys has looked at; empty where none has begun. */
export async function findSweepCursor(db: Database, prefix: string): Promise<string> {
  const row = await db
    .select({ key: sweepCursors.key })
    .from(sweepCursors)
    .where(eq(sweepCursors.prefix, prefix))
    .get();
  return row?.key ?? "";
}

/** Moves it on; never back, where two sweeps go at once. */
export async function saveSweepCursor(
  db: Database,
  { prefix, key }: { prefix: string; key: string },
): Promise<void> {
  await db
    .insert(sweepCursors)
    .values({ prefix, key })
    .onConflictDoUpdate({
      target: sweepCursors.prefix,
      set: { key: sql`max(${sweepCursors.key}, ${key})` },
    });
}
