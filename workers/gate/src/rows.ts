import type { Attempt, Choice, Entry, Health } from "@headgate/routing";
import {
  isTerminal,
  type GateConfig,
  type Outcome,
  type PredictionRecord,
  type Ticket,
} from "@headgate/shared";

/** A row without its ticket and outcome. As an array it is read in half the time. */
export type SmallRow = [
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
  tokenId: string,
  priority: Entry["priority"],
  cost: number,
  slots: number,
  admittedAt: number,
  deadlineAt: number | null,
  notBefore: number,
  holder: string | null,
  attempts: string | null,
];

export type RecordRow = {
  id: string;
  state: Entry["state"];
  backend_id: string | null;
  epoch: number;
  attempt: number;
  cancel_requested: number;
  started_at: number | null;
  completed_at: number | null;
  attempts: string | null;
  choice: string | null;
  ticket: string;
  outcome: string | null;
};

/** One for all: most have none, and a gate may have 50,000 rows. */
const noAttempts: readonly Attempt[] = [];

/** `resendAfter` says when a detached lease that started then is sent again, since the gate last saw to that. */
export function toEntry(row: SmallRow, resendAfter: (startedAt: number) => number): Entry {
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
    tokenId,
    priority,
    cost,
    slots,
    admittedAt,
    deadlineAt,
    notBefore,
    holder,
    attempts,
  ] = row;
  const isSent = state === "running" && mode === "detached" && holder === null;
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
    tokenId,
    priority,
    cost,
    slots,
    admittedAt,
    deadlineAt,
    notBefore,
    holder,
    attempts: attempts === null ? noAttempts : parseColumn({ attempts }, "attempts"),
    choice: null,
    resendAt: isSent ? resendAfter(startedAt ?? 0) : null,
  };
}

export function toRecord(row: RecordRow): PredictionRecord {
  const { state, outcome, choice, attempts } = row;
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
    receipt: choice === null ? null : toReceipt(choice, attempts),
  };
}

function toReceipt(choice: string, attempts: string | null): PredictionRecord["receipt"] {
  return {
    ...parseColumn({ choice }, "choice"),
    attempts: attempts === null ? [] : parseColumn({ attempts }, "attempts"),
  };
}

/** Only `Store` writes these JSON columns, from values of these types. */
interface Stored {
  config: GateConfig;
  health: Record<string, Health>;
  attempts: Attempt[];
  choice: Choice;
  ticket: Ticket;
  outcome: Outcome;
}

export function parseColumn<Column extends keyof Stored>(
  row: Record<Column, string>,
  column: Column,
): Stored[Column] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `Store` put into that column
  return JSON.parse(row[column]) as Stored[Column];
}
