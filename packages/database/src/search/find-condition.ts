import { type SQL, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { isHit, type Search, selectPlaces } from "./hits.ts";

/** So many hits are sorted. Where there are more, a page is full after a few times its size. */
const maxSorted = 1000;

/**
 * The condition that the row at `place` is a hit, for a list in another order than that of places. Few hits are all read and sorted; of
 * many, the list is read in its order, and each row looked up, until the page is full.
 */
export async function findCondition(db: Database, search: Search, place: SQL): Promise<SQL> {
  const [row] = await db.all<{ count: number }>(
    sql`select count(*) as count from (select 1 from ${selectPlaces(search)} limit ${maxSorted + 1})`,
  );
  const isFew = (row?.count ?? 0) <= maxSorted;
  return isFew ? sql`${place} in ${selectPlaces(search)}` : isHit(search, place);
}
