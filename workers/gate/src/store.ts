import { checkAt, emptyConfig, type Entry } from "@headgate/routing";
import {
  isTerminal,
  type GateConfig,
  type Outcome,
  type PredictionRecord,
  type Ticket,
} from "@headgate/shared";

/** Applied in order, once each. The small columns come first: a scan of them reads no overflow page. */
const migrations = [
  `CREATE TABLE predictions (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    backend_id TEXT,
    epoch INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    expires_at INTEGER,
    queue_deadline_at INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    ticket TEXT NOT NULL,
    outcome TEXT
  ) WITHOUT ROWID;
  CREATE TABLE gate (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    config TEXT NOT NULL,
    swept_at INTEGER NOT NULL
  );
  INSERT INTO gate VALUES (1, '${JSON.stringify(emptyConfig)}', 0);`,
];

const smallColumns = `id, seq, mode, state, backend_id, epoch, attempt, expires_at, queue_deadline_at,
  cancel_requested, started_at, completed_at`;

/** The values of `smallColumns`: as an array a row is read in half the time. */
type SmallRow = [
  id: string,
  seq: number,
  mode: Entry["mode"],
  state: Entry["state"],
  backendId: string | null,
  epoch: number,
  attempt: number,
  expiresAt: number | null,
  queueDeadlineAt: number,
  cancelRequested: number,
  startedAt: number | null,
  completedAt: number | null,
];

type Row = {
  id: string;
  state: Entry["state"];
  backend_id: string | null;
  epoch: number;
  attempt: number;
  cancel_requested: number;
  started_at: number | null;
  completed_at: number | null;
  ticket: string;
  outcome: string | null;
};

/** The gate's SQL. A prediction's row is its lease, and until it is acknowledged its place in the outbox. */
export class Store {
  readonly #sql: Pick<SqlStorage, "exec">;

  constructor(sql: Pick<SqlStorage, "exec">) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)");
    const applied = sql.exec<{ count: number }>("SELECT count(*) AS count FROM migrations").one();
    for (let number = applied.count; number < migrations.length; number += 1) {
      sql.exec(migrations[number] ?? "");
      sql.exec("INSERT INTO migrations (number) VALUES (?)", number + 1);
    }
  }

  readConfig(): GateConfig {
    return parseColumn(
      this.#sql.exec<{ config: string }>("SELECT config FROM gate").one(),
      "config",
    );
  }

  writeConfig(config: GateConfig): void {
    this.#sql.exec("UPDATE gate SET config = ?", JSON.stringify(config));
  }

  /** When everything that was due was last seen to, in epoch milliseconds. */
  readSweptAt(): number {
    return this.#sql.exec<{ swept_at: number }>("SELECT swept_at FROM gate").one().swept_at;
  }

  writeSweptAt(now: number): void {
    this.#sql.exec("UPDATE gate SET swept_at = ?", now);
  }

  /** Every row without its ticket and outcome. */
  *scan(): Generator<Entry> {
    const sweptAt = this.readSweptAt();
    const rows = this.#sql.exec(`SELECT ${smallColumns} FROM predictions`).raw<SmallRow>();
    for (const row of rows) yield toEntry(row, sweptAt);
  }

  insert(entry: Entry, ticket: Ticket, outcome: Outcome | null): void {
    this.#sql.exec(
      "INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      entry.id,
      entry.seq,
      entry.mode,
      entry.state,
      entry.backendId,
      entry.epoch,
      entry.attempt,
      entry.expiresAt,
      entry.queueDeadlineAt,
      Number(entry.cancelRequested),
      entry.startedAt,
      entry.completedAt,
      JSON.stringify(ticket),
      outcome === null ? null : JSON.stringify(outcome),
    );
  }

  /** Writes what may change of an entry, and its outcome where it has just ended. */
  update(entry: Entry, outcome: Outcome | null): void {
    this.#sql.exec(
      `UPDATE predictions SET state = ?, backend_id = ?, epoch = ?, attempt = ?, expires_at = ?,
        cancel_requested = ?, started_at = ?, completed_at = ?, outcome = ? WHERE id = ?`,
      entry.state,
      entry.backendId,
      entry.epoch,
      entry.attempt,
      entry.expiresAt,
      Number(entry.cancelRequested),
      entry.startedAt,
      entry.completedAt,
      outcome === null ? null : JSON.stringify(outcome),
      entry.id,
    );
  }

  readTicket(id: string): Ticket {
    const row = this.#sql
      .exec<{ ticket: string }>("SELECT ticket FROM predictions WHERE id = ?", id)
      .one();
    return parseColumn(row, "ticket");
  }

  readRecords(ids: string[]): PredictionRecord[] {
    return this.#sql
      .exec<Row>(
        "SELECT * FROM predictions WHERE id IN (SELECT value FROM json_each(?))",
        JSON.stringify(ids),
      )
      .toArray()
      .map(toRecord);
  }

  /** Deletes those of `ids` that have ended. */
  purge(ids: string[]): void {
    this.#sql.exec(
      `DELETE FROM predictions WHERE id IN (SELECT value FROM json_each(?)) AND completed_at IS NOT NULL`,
      JSON.stringify(ids),
    );
  }
}

function toEntry(row: SmallRow, sweptAt: number): Entry {
  const [
    id,
    seq,
    mode,
    state,
    backendId,
    epoch,
    attempt,
    expiresAt,
    queueDeadlineAt,
    cancelRequested,
    startedAt,
    completedAt,
  ] = row;
  return {
    id,
    seq,
    mode,
    state,
    backendId,
    epoch,
    attempt,
    expiresAt,
    queueDeadlineAt,
    cancelRequested: cancelRequested === 1,
    startedAt,
    completedAt,
    // A lease since the last sweep may never have reached its backend: it is sent again, which is harmless.
    resendAt: state === "running" && mode === "detached" ? checkAt(startedAt ?? 0, sweptAt) : null,
  };
}

function toRecord(row: Row): PredictionRecord {
  const { state, outcome } = row;
  return {
    ...parseColumn(row, "ticket"),
    id: row.id,
    state,
    backendId: row.backend_id,
    epoch: row.epoch,
    attempt: row.attempt,
    cancelRequested: row.cancel_requested === 1,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    outcome: isTerminal(state) && outcome !== null ? parseColumn({ outcome }, "outcome") : null,
    receipt: null,
  };
}

/** Only this file writes the JSON columns that it reads, from values of these types. */
interface Stored {
  config: GateConfig;
  ticket: Ticket;
  outcome: Outcome;
}

function parseColumn<Column extends keyof Stored>(
  row: Record<Column, string>,
  column: Column,
): Stored[Column] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `insert`, `update` and `writeConfig` put into that column
  return JSON.parse(row[column]) as Stored[Column];
}
