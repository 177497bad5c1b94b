import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

import {
  type Cursor,
  type CursorSide,
  type KeyValue,
  decodeCursor,
  encodeCursor,
} from "./cursor.ts";
import type { PageRequest } from "./page-request.ts";

export type Direction = "asc" | "desc";

/** How a list is sorted. The key must be unique, so that every row has one place. */
export interface PageOrder<Row> {
  /** Told apart by their cursors: no two lists share a name. */
  name: string;
  direction: Direction;
  columns: readonly SQLWrapper[];
  keyOf: (row: Row) => KeyValue[];
}

/** From where on a page reads: rows whose key compares so to this one. */
export interface PageBound {
  comparison: "<" | "<=" | ">" | ">=";
  key: KeyValue[];
}

/** What the query of one page needs: its rows are those of `where`, sorted by `orderBy`, at most `limit`. */
export interface PageWindow {
  where: SQL | undefined;
  /** What `where` says. Null: the list is read from its end. */
  bound: PageBound | null;
  isAscending: boolean;
  orderBy: SQL[];
  limit: number;
}

export interface RowPage<Row> {
  rows: Row[];
  /** Null: there is nothing behind the last row. */
  next: string | null;
  /** Null: there is nothing before the first row. */
  previous: string | null;
}

/**
 * One page of a list, read by key and not by position: rows that come or go elsewhere shift nothing.
 * `select` runs the query. Throws `invalid_input` for a cursor of another list.
 */
export async function readPage<Row>(
  order: PageOrder<Row>,
  request: PageRequest,
  select: (window: PageWindow) => Promise<Row[]>,
): Promise<RowPage<Row>> {
  const shape = { list: order.name, keyLength: order.columns.length };
  const cursor = request.cursor === null ? null : decodeCursor(request.cursor, shape);
  const side = cursor?.side ?? null;
  const isBackward = side === "before" || side === "until";
  const bound = cursor === null ? null : toBound(order, cursor);
  const isAscending = (order.direction === "asc") !== isBackward;
  const found = await select({
    where: bound === null ? undefined : beyond(order, bound),
    bound,
    isAscending,
    orderBy: order.columns.map((column) =>
      isAscending ? sql`${column} asc` : sql`${column} desc`,
    ),
    limit: request.size + 1,
  });
  const hasMore = found.length > request.size;
  const rows = found.slice(0, request.size);
  if (isBackward) rows.reverse();
  return { rows, ...edges({ order, rows, cursor, isBackward, hasMore }) };
}

function toBound<Row>(order: PageOrder<Row>, { side, key }: Cursor): PageBound {
  const isLater = side === "after" || side === "from";
  const isInclusive = side === "from" || side === "until";
  const sign = isLater === (order.direction === "asc") ? ">" : "<";
  return { comparison: isInclusive ? `${sign}=` : sign, key };
}

function beyond<Row>(order: PageOrder<Row>, { comparison, key }: PageBound): SQL {
  const values = key.map((value) => sql`${value}`);
  return sql`(${sql.join([...order.columns], sql`, `)}) ${sql.raw(comparison)} (${sql.join(values, sql`, `)})`;
}

interface Edges<Row> {
  order: PageOrder<Row>;
  rows: Row[];
  cursor: Cursor | null;
  isBackward: boolean;
  hasMore: boolean;
}

/** The side that the page was reached from is taken to have rows; on the other `hasMore` tells. */
function edges<Row>({ order, rows, cursor, isBackward, hasMore }: Edges<Row>): {
  next: string | null;
  previous: string | null;
} {
  const hasNext = isBackward || hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  const at = (row: Row | undefined, side: CursorSide): string | null => {
    if (row !== undefined) return encodeCursor(order.name, { side, key: order.keyOf(row) });
    // An empty page: its rows are gone, and the way back starts at the row that led here.
    return cursor === null
      ? null
      : encodeCursor(order.name, { side: turned(side), key: cursor.key });
  };
  return {
    next: hasNext ? at(rows.at(-1), "after") : null,
    previous: hasPrevious ? at(rows[0], "before") : null,
  };
}

function turned(side: CursorSide): CursorSide {
  return side === "after" ? "from" : "until";
}
