import { type SQL, sql } from "drizzle-orm";

import { unreadableCursor } from "../pages/cursor.ts";
import type { PageBound, PageWindow } from "../pages/read-page.ts";
import { matchExpression, rankByName, rankByWord, type SearchTerms } from "./match-expression.ts";

export type SearchTable = "model_search" | "version_search";

export interface Search extends SearchTerms {
  table: SearchTable;
  /** Epoch milliseconds; rows that were made later than that. */
  createdAfter: number | null;
  createdBefore: number | null;
}

/** Which of the hits come first; within a part, and where there are none, rows stand by their age. */
export type Ranking = "by_name" | "by_word" | "by_age";

const rankings: Record<Ranking, (terms: SearchTerms) => string[]> = {
  by_name: rankByName,
  by_word: rankByWord,
  by_age: (terms) => [matchExpression(terms)],
};

/**
 * The rowids of a search table order its rows by age: a row's `place` is the time of its creation, times 2^20, and a number that tells rows
 * of the same millisecond apart.
 */
const placesAMs = 1n << 20n;

/** What a row that comes from a hit has besides its own columns. */
export interface Hit {
  score: number;
  /** More than a JavaScript number holds. */
  place: string;
}

export const hitColumns = [sql`hit.score`, sql`hit.place`];
export const hitSelection = {
  score: sql<number>`hit.score`,
  place: sql<string>`cast(hit.place as text)`,
};

export function hitKeyOf({ score, place }: Hit): [number, string] {
  return [score, place];
}

interface Range {
  from: bigint;
  until: bigint;
}

/**
 * A table of the hits in the window, for FROM: their `score` and `place`. Each part of the ranking is read in the order of places from
 * where the page begins, and a part only where those before it did not fill the page: SQLite runs a UNION ALL one after the other. So a
 * page costs the same wherever it is and however many hits there are.
 */
export function selectHits(search: Search, ranking: Ranking, window: PageWindow): SQL {
  const parts = rankings[ranking](search);
  const dates = dateRange(search);
  const selects = parts.flatMap((expression, index) => {
    const score = parts.length - 1 - index;
    const range = boundedRange(dates, score, window.bound);
    return range === null ? [] : [selectPart({ search, expression, score, range, window })];
  });
  if (selects.length === 0) throw unreadableCursor();
  if (window.isAscending) selects.reverse();
  return sql`(${sql.join(selects, sql` union all `)} limit ${window.limit}) as hit`;
}

/**
 * The condition that the row at `place` is a hit, for a list that reads rows in another order: it looks each row up. A scalar subquery,
 * since SQLite would turn EXISTS into a join and begin with it.
 */
export function isHit(search: Search, place: SQL): SQL {
  const table = sql.raw(search.table);
  return sql`(select 1 from ${table} where ${table} match ${matchExpression(search)} and rowid = ${place} and ${isWithin(sql`+rowid`, dateRange(search))}) is not null`;
}

/** The places of all hits, for a list that sorts them. */
export function selectPlaces(search: Search): SQL {
  const table = sql.raw(search.table);
  return sql`(select rowid from ${table} where ${table} match ${matchExpression(search)} and ${isWithin(sql`rowid`, dateRange(search))})`;
}

function selectPart(part: {
  search: Search;
  expression: string;
  score: number;
  range: Range;
  window: PageWindow;
}): SQL {
  const { search, expression, score, range, window } = part;
  const table = sql.raw(search.table);
  const direction = sql.raw(window.isAscending ? "asc" : "desc");
  return sql`select * from (select ${score} as score, rowid as place from ${table}
    where ${table} match ${expression} and ${isWithin(sql`rowid`, range)} order by rowid ${direction} limit ${window.limit})`;
}

/** D1 passes numbers as doubles, which are too short for places. */
function isWithin(place: SQL, { from, until }: Range): SQL {
  return sql`${place} between cast(${String(from)} as integer) and cast(${String(until)} as integer)`;
}

function dateRange({ createdAfter, createdBefore }: Search): Range {
  return {
    from: createdAfter === null ? 0n : (BigInt(createdAfter) + 1n) * placesAMs,
    until: createdBefore === null ? 1n << 62n : BigInt(createdBefore) * placesAMs - 1n,
  };
}

/** What of the part with this score lies within the bound. Null: nothing. */
function boundedRange(range: Range, score: number, bound: PageBound | null): Range | null {
  if (bound === null) return range;
  const [boundScore, boundPlace] = bound.key;
  const isDown = bound.comparison.startsWith("<");
  if (score !== boundScore) return isDown === score < Number(boundScore) ? range : null;
  const place = readPlace(boundPlace);
  const step = bound.comparison.endsWith("=") ? 0n : 1n;
  return isDown
    ? { ...range, until: smaller(range.until, place - step) }
    : { ...range, from: larger(range.from, place + step) };
}

function readPlace(text: unknown): bigint {
  if (typeof text === "string" && /^[0-9]{1,19}$/.test(text)) return BigInt(text);
  throw unreadableCursor();
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
