import type { GateConfig, PredictionState } from "@headgate/shared";

import { Ledger } from "../../src/ledger.ts";
import type { Notice } from "../../src/notices.ts";
import type { Sweep } from "../../src/send-sweep.ts";
import { Store } from "../../src/store.ts";
import { NodeSql } from "./node-sql.ts";

/** A row, as far as the guarantees are about it. */
export interface Row {
  id: string;
  state: PredictionState;
  backendId: string | null;
  slots: number;
  /** When its lease or its wait ends. */
  dueAt: number;
}

/** What VersionGate does around its ledger: commands and their flush in one transaction, and an alarm. */
export class SteppedGate {
  alarmAt = Infinity;
  readonly #sql = new NodeSql();
  readonly #store: Store;
  #ledger: Ledger;

  constructor(config: GateConfig, now: number) {
    this.#store = new Store(this.#sql.sql);
    this.#ledger = new Ledger(this.#store);
    this.run((ledger) => ledger.configure(config, now), now);
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Runs commands as one group, and gives what is to be told because of them. */
  run(commands: (ledger: Ledger) => void, now: number): Notice[] {
    let notices: Notice[] = [];
    this.#sql.transact(() => {
      commands(this.#ledger);
      const flushed = this.#ledger.flush(now);
      notices = flushed.notices;
      this.alarmAt = Math.min(this.alarmAt, Math.max(flushed.dueAt, now));
      return true;
    });
    return notices;
  }

  /** Runs commands whose commit fails: the object is lost with its memory, and nobody is answered. */
  crash(commands: (ledger: Ledger) => void, now: number): void {
    this.#sql.transact(() => {
      commands(this.#ledger);
      this.#ledger.flush(now);
      return false;
    });
    this.restart(now);
  }

  /** A new object on the same rows. */
  restart(now: number): void {
    this.#ledger = new Ledger(this.#store);
    this.alarmAt = Math.min(this.alarmAt, Math.max(this.#ledger.nextDueAt(now), now));
  }

  /** The alarm goes off. */
  sweep(now: number): { sweep: Sweep; notices: Notice[] } {
    this.alarmAt = Infinity;
    let sweep: Sweep = { leases: [], announce: [] };
    const notices = this.run((ledger) => {
      sweep = ledger.sweep(now);
    }, now);
    return { sweep, notices };
  }

  stateOf(id: string): PredictionState | null {
    return this.#store.readRecords([id])[0]?.state ?? null;
  }

  rows(): Row[] {
    const query = `SELECT id, state, backend_id AS backendId, slots,
      coalesce(expires_at, queue_deadline_at) AS dueAt FROM predictions`;
    return this.#sql.all(query).map(toRow);
  }
}

/** The columns of the query above. */
function toRow(row: Record<string, unknown>): Row {
  return row as unknown as Row;
}
