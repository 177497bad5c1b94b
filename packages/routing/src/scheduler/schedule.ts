import type { GateBackend, GateConfig, PredictionMode, PredictionState } from "@headgate/shared";

import { Queue } from "./queue.ts";

/** What the scheduler keeps of a prediction that has not ended. Everything but `resendAt` is stored. */
export interface Entry {
  readonly id: string;
  /** Order of admission. */
  readonly seq: number;
  readonly mode: PredictionMode;
  state: PredictionState;
  backendId: string | null;
  /** Counts the leases that the prediction was given: an older one frees nothing. */
  epoch: number;
  /** How often a backend was tried. */
  attempt: number;
  /** End of the lease; null while queued. */
  expiresAt: number | null;
  /** Last moment to wait in the queue. */
  readonly queueDeadlineAt: number;
  cancelRequested: boolean;
  startedAt: number | null;
  completedAt: number | null;
  /** When a detached lease is sent to its backend again (see `checkAt`); null: never. Not stored. */
  resendAt: number | null;
}

/** How much a backend holds and whether it takes more. */
export interface Load {
  leased: number;
  coolUntil: number;
  /** Refusals in a row. */
  refusals: number;
}

/** The state of one gate: derived from its rows, changed only by the functions of this folder. */
export interface Schedule {
  config: GateConfig;
  /** Predictions that have not ended, by id. */
  readonly live: Map<string, Entry>;
  /** The queued ones among them, in order of admission. */
  readonly queue: Queue<Entry>;
  readonly loads: Map<string, Load>;
  running: number;
  nextSeq: number;
  /** Entries whose stored row is out of date. */
  readonly changed: Set<Entry>;
}

export const scheduleTimes = {
  /** A lease that nobody says was dispatched is sent again after this. */
  resendMs: 15_000,
  /** A dispatched one is sent again after this, then after twice as long each time: its callback may be lost. */
  checkMs: 60_000,
  /** A direct lease lasts this long unless its owner renews it. */
  directLeaseMs: 30_000,
  /** How long over the run time-out a detached lease lasts, for the backend's own stop to arrive first. */
  expiryMarginMs: 10_000,
  /** How long a backend has to confirm a cancel. */
  cancelGraceMs: 30_000,
} as const;

export const emptyConfig: GateConfig = {
  epoch: 0,
  maxParallel: null,
  whenFull: "queue",
  maxQueued: 0,
  queueTimeoutMs: 0,
  runTimeoutMs: 0,
  retry: {
    maxAttempts: 1,
    initialDelayMs: 0,
    maxDelayMs: 0,
    budget: 0,
    repeatable: false,
    onFailure: false,
  },
  backends: [],
};

/**
 * The next moment after `after` at which a detached lease that started at `startedAt` is sent again: 15 s, 1 min, 3 min, 7 min …
 * A backend that has it answers with its state and does nothing, one that lost it starts over.
 */
export function checkAt(startedAt: number, after: number): number {
  const first = startedAt + scheduleTimes.resendMs;
  if (first > after) return first;
  const checks = Math.floor(Math.log2((after - startedAt) / scheduleTimes.checkMs + 1)) + 1;
  return startedAt + scheduleTimes.checkMs * (2 ** Math.max(1, checks) - 1);
}

/** Rebuilds the state from the stored entries that have not ended. Counters are never stored. */
export function createSchedule(
  config: GateConfig,
  entries: Iterable<Entry>,
  lastSeq: number,
): Schedule {
  const all = [...entries];
  const schedule: Schedule = {
    config,
    live: new Map(),
    queue: new Queue(all.filter(({ state }) => state === "queued")),
    loads: new Map(),
    running: 0,
    nextSeq: lastSeq + 1,
    changed: new Set(),
  };
  for (const entry of all) {
    schedule.live.set(entry.id, entry);
    occupy(schedule, entry);
  }
  return schedule;
}

export function loadOf(schedule: Schedule, backendId: string): Load {
  let load = schedule.loads.get(backendId);
  if (load === undefined) {
    load = { leased: 0, coolUntil: 0, refusals: 0 };
    schedule.loads.set(backendId, load);
  }
  return load;
}

/** The backend that a running entry is on. A configuration keeps every backend that still holds a lease. */
export function backendOf(schedule: Schedule, entry: Entry): GateBackend {
  const backend = schedule.config.backends.find(({ id }) => id === entry.backendId);
  if (backend === undefined) throw new Error(`no backend ${entry.backendId} for ${entry.id}`);
  return backend;
}

/** Takes the slot that an entry is on; a queued one is on none. */
function occupy(schedule: Schedule, entry: Entry): void {
  if (entry.backendId === null) return;
  loadOf(schedule, entry.backendId).leased += 1;
  schedule.running += 1;
}

/** Gives the slot of a running entry back. */
function release(schedule: Schedule, entry: Entry): void {
  if (entry.backendId === null) return;
  loadOf(schedule, entry.backendId).leased -= 1;
  schedule.running -= 1;
}

/** Puts an entry on a backend under a new epoch. */
export function lease(
  schedule: Schedule,
  entry: Entry,
  { backendId, now }: { backendId: string; now: number },
): void {
  entry.state = "running";
  entry.backendId = backendId;
  entry.epoch += 1;
  entry.attempt += 1;
  entry.startedAt = now;
  entry.expiresAt = leaseEnd(schedule.config, entry, now);
  entry.resendAt = entry.mode === "detached" ? checkAt(now, now) : null;
  occupy(schedule, entry);
  schedule.changed.add(entry);
}

/** When a lease that is given or renewed now ends. */
export function leaseEnd(config: GateConfig, entry: Entry, now: number): number {
  const runEnd = (entry.startedAt ?? now) + config.runTimeoutMs + scheduleTimes.expiryMarginMs;
  return entry.mode === "direct" ? Math.min(now + scheduleTimes.directLeaseMs, runEnd) : runEnd;
}

/** Back to its old place in the queue. */
export function requeue(schedule: Schedule, entry: Entry): void {
  release(schedule, entry);
  entry.state = "queued";
  entry.backendId = null;
  entry.expiresAt = null;
  entry.startedAt = null;
  entry.resendAt = null;
  enqueue(schedule, entry);
}

/** A refused entry goes before those that came after it. */
export function enqueue(schedule: Schedule, entry: Entry): void {
  schedule.queue.add(entry);
  schedule.changed.add(entry);
}

/** Ends an entry and gives back whatever it held. */
export function end(
  schedule: Schedule,
  entry: Entry,
  ending: { state: PredictionState; now: number },
): void {
  if (entry.state === "queued") schedule.queue.remove(entry);
  else release(schedule, entry);
  entry.state = ending.state;
  entry.completedAt = ending.now;
  entry.expiresAt = null;
  entry.resendAt = null;
  schedule.live.delete(entry.id);
  schedule.changed.add(entry);
}
