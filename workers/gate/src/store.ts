import {
  checkAt,
  type Choice,
  type Entry,
  type Health,
  type StoredSchedule,
} from "@headgate/routing";
import type { GateConfig, Outcome, PredictionRecord, Ticket } from "@headgate/shared";

import { migrations } from "./migrations.ts";
import { parseColumn, toEntry, toRecord, type RecordRow, type SmallRow } from "./rows.ts";

const smallColumns = `id, seq, mode, state, backend_id, epoch, attempt, expires_at, queue_deadline_at,
  cancel_requested, started_at, completed_at, token_id, priority, cost, slots, admitted_at, deadline_at, not_before, holder, attempts`;

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

  readGate(): Pick<StoredSchedule, "config" | "health"> {
    const row = this.#sql
      .exec<{ config: string; health: string }>("SELECT config, health FROM gate")
      .one();
    return { config: parseColumn(row, "config"), health: parseColumn(row, "health") };
  }

  writeConfig(config: GateConfig): void {
    this.#sql.exec("UPDATE gate SET config = ?", JSON.stringify(config));
  }

  writeHealth(health: Record<string, Health>): void {
    this.#sql.exec("UPDATE gate SET health = ?", JSON.stringify(health));
  }

  /** Notes when everything that was due was seen to, in epoch milliseconds. */
  writeSweep(now: number, health: Record<string, Health>): void {
    this.#sql.exec("UPDATE gate SET swept_at = ?, health = ?", now, JSON.stringify(health));
  }

  /** Every row without its ticket and outcome. */
  *scan(): Generator<Entry> {
    const sweptAt = this.#readSweptAt();
    const rows = this.#sql.exec(`SELECT ${smallColumns} FROM predictions`).raw<SmallRow>();
    for (const row of rows) yield toEntry(row, (startedAt) => checkAt(startedAt, sweptAt));
  }

  insert(entry: Entry, ticket: Ticket, outcome: Outcome | null): void {
    this.#sql.exec(
      `INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      entry.tokenId,
      entry.priority,
      entry.cost,
      entry.slots,
      entry.admittedAt,
      entry.deadlineAt,
      entry.notBefore,
      entry.holder,
      toJson(entry.attempts.length === 0 ? null : entry.attempts),
      toJson(entry.choice),
      JSON.stringify(ticket),
      toJson(outcome),
    );
  }

  /** Writes what may change of an entry, and its outcome where it has just ended. */
  update(entry: Entry, outcome: Outcome | null): void {
    this.#sql.exec(
      `UPDATE predictions SET state = ?, backend_id = ?, epoch = ?, attempt = ?, expires_at = ?, queue_deadline_at = ?,
        cancel_requested = ?, started_at = ?, completed_at = ?, slots = ?, not_before = ?, holder = ?, attempts = ?,
        choice = coalesce(?, choice), outcome = ? WHERE id = ?`,
      entry.state,
      entry.backendId,
      entry.epoch,
      entry.attempt,
      entry.expiresAt,
      entry.queueDeadlineAt,
      Number(entry.cancelRequested),
      entry.startedAt,
      entry.completedAt,
      entry.slots,
      entry.notBefore,
      entry.holder,
      toJson(entry.attempts.length === 0 ? null : entry.attempts),
      toJson(entry.choice),
      toJson(outcome),
      entry.id,
    );
  }

  readTicket(id: string): Ticket {
    const row = this.#sql
      .exec<{ ticket: string }>("SELECT ticket FROM predictions WHERE id = ?", id)
      .one();
    return parseColumn(row, "ticket");
  }

  /** What the latest lease was chosen from; null where there was none. */
  readChoice(id: string): Choice | null {
    const [row] = this.#sql
      .exec<{ choice: string | null }>("SELECT choice FROM predictions WHERE id = ?", id)
      .toArray();
    const choice = row?.choice ?? null;
    return choice === null ? null : parseColumn({ choice }, "choice");
  }

  readRecords(ids: string[]): PredictionRecord[] {
    return this.#sql
      .exec<RecordRow>(
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

  #readSweptAt(): number {
    return this.#sql.exec<{ swept_at: number }>("SELECT swept_at FROM gate").one().swept_at;
  }
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
