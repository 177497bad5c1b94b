import { newerThan } from "@headgate/routing";
import type { StreamBatch, StreamEvent } from "@headgate/shared";

import type { EventText, Extension } from "./extension.ts";
import { pageBytes, rowBytes } from "./limits.ts";
import { start, type Position } from "./position.ts";

/** Some events as they are stored: what readers get of them. */
export interface Row {
  firstId: number;
  /** A JSON array. */
  events: string;
}

/**
 * The rows of a stream: a few events each, the first one's id as the key, and in the last row of an extension how far the stream has come.
 * The table is made with the first row, so that whoever only asks leaves nothing behind.
 */
export class BatchStore {
  readonly #sql: SqlStorage;
  #hasTable: boolean;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const tables = sql.exec(
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'batches'",
    );
    this.#hasTable = tables.toArray().length > 0;
  }

  readPosition(): Position {
    if (!this.#hasTable) return start;
    const query = "SELECT position FROM batches ORDER BY first_id DESC LIMIT 1";
    const [row] = this.#sql.exec<{ position: string }>(query).toArray();
    return row === undefined ? start : parsePosition(row.position);
  }

  /** Gives the rows that it wrote. To be called in one transaction. */
  write({ events, position }: Extension): Row[] {
    if (!this.#hasTable) this.#createTable();
    let firstId = position.lastId - events.length + 1;
    const groups = groupByRow(events);
    return groups.map((group, index) => {
      const row: Row = { firstId, events: `[${group.map(({ text }) => text).join(",")}]` };
      const isLast = index === groups.length - 1;
      this.#sql.exec(
        "INSERT INTO batches (first_id, last_id, events, position) VALUES (?, ?, ?, ?)",
        ...[firstId, firstId + group.length - 1, row.events],
        isLast ? JSON.stringify(position) : null,
      );
      firstId += group.length;
      return row;
    });
  }

  /** Events after the one with the id `after`, until about a page is full. */
  read(after: number): StreamBatch[] {
    if (!this.#hasTable) return [];
    const rows = this.#sql.exec<{ first_id: number; events: string }>(
      "SELECT first_id, events FROM batches WHERE last_id > ? ORDER BY first_id",
      after,
    );
    const batches: StreamBatch[] = [];
    let bytes = 0;
    for (const { first_id: firstId, events } of rows) {
      batches.push(newerThan(after, { firstId, events: parseEvents(events) }));
      bytes += events.length;
      if (bytes >= pageBytes) break;
    }
    return batches;
  }

  /** The table goes with all else that the object keeps. */
  forget(): void {
    this.#hasTable = false;
  }

  #createTable(): void {
    this.#sql.exec(
      `CREATE TABLE batches (
        first_id INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, events TEXT NOT NULL, position TEXT
      )`,
    );
    this.#hasTable = true;
  }
}

function groupByRow(events: EventText[]): EventText[][] {
  const groups: EventText[][] = [];
  let room = 0;
  for (const event of events) {
    const group = groups.at(-1);
    if (group === undefined || event.bytes > room) {
      groups.push([event]);
      room = rowBytes - event.bytes;
    } else {
      group.push(event);
      room -= event.bytes;
    }
  }
  return groups;
}

function parsePosition(text: string): Position {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `write` fills the column
  return JSON.parse(text) as Position;
}

function parseEvents(text: string): StreamEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `write` fills the column
  return JSON.parse(text) as StreamEvent[];
}
