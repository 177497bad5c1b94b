import type { GateBackend, GateConfig, PredictionState } from "@headgate/shared";

import { breakerState } from "./breaker.ts";
import type { Choice, Entry } from "./entry.ts";
import { FairQueue } from "./fair-queue.ts";
import { idleLoad, type Health, type Load } from "./load.ts";
import { RetryBudget } from "./retry-budget.ts";
import { checkAt, scheduleTimes } from "./times.ts";

/** The state of one gate: derived from its rows, changed only by the functions of this folder. */
export interface Schedule {
  config: GateConfig;
  /** Predictions that have not ended, by id. */
  readonly live: Map<string, Entry>;
  /** The queued ones among them. */
  readonly queue: FairQueue<Entry>;
  readonly loads: Map<string, Load>;
  /** In memory only: a gate that wakes up has a full one. */
  readonly budget: RetryBudget;
  running: number;
  nextSeq: number;
  /** Entries whose stored row is out of date. */
  readonly changed: Set<Entry>;
  /** Whether the stored health of the backends is out of date in what must outlive a restart. */
  healthChanged: boolean;
}

/** What a gate has stored. */
export interface StoredSchedule {
  config: GateConfig;
  /** Those that have not ended. */
  entries: Iterable<Entry>;
  lastSeq: number;
  health: Record<string, Health>;
}

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

/** Rebuilds the state from what is stored. Counters never are. */
export function createSchedule({ config, entries, lastSeq, health }: StoredSchedule): Schedule {
  const schedule: Schedule = {
    config,
    live: new Map(),
    queue: new FairQueue(),
    loads: new Map(Object.entries(health).map(([id, each]) => [id, idleLoad(each)])),
    budget: new RetryBudget(),
    running: 0,
    nextSeq: lastSeq + 1,
    changed: new Set(),
    healthChanged: false,
  };
  const queued: Entry[] = [];
  for (const entry of entries) {
    schedule.live.set(entry.id, entry);
    if (entry.state === "queued") queued.push(entry);
    else occupy(schedule, entry);
  }
  for (const entry of queued.toSorted((a, b) => a.seq - b.seq)) schedule.queue.add(entry);
  return schedule;
}

export function loadOf(schedule: Schedule, backendId: string): Load {
  let load = schedule.loads.get(backendId);
  if (load === undefined) {
    load = idleLoad();
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

/** Takes the slots that a running entry holds. The first on a half-open backend is its probe, as after a restart. */
function occupy(schedule: Schedule, entry: Entry): void {
  if (entry.backendId === null) return;
  const load = loadOf(schedule, entry.backendId);
  load.leased += entry.slots;
  load.running += 1;
  schedule.running += 1;
  const startedAt = entry.startedAt ?? 0;
  if (breakerState(load.breaker, startedAt) === "half_open") load.probe ??= entry.id;
}

/** Gives the slots of a running entry back. */
function release(schedule: Schedule, entry: Entry): void {
  if (entry.backendId === null) return;
  const load = loadOf(schedule, entry.backendId);
  load.leased -= entry.slots;
  load.running -= 1;
  schedule.running -= 1;
  if (load.probe === entry.id) load.probe = null;
  entry.slots = 0;
}

/** Puts an entry that is not in the queue, or is about to leave it, on a backend under a new epoch. */
export function lease(
  schedule: Schedule,
  entry: Entry,
  { backend, choice, now }: { backend: GateBackend; choice: Choice; now: number },
): void {
  schedule.queue.charge(entry);
  schedule.queue.remove(entry);
  entry.state = "running";
  entry.backendId = backend.id;
  entry.slots = slotsOn(backend, entry);
  entry.epoch += 1;
  entry.attempt += 1;
  entry.startedAt = now;
  entry.notBefore = 0;
  entry.holder = null;
  entry.choice = choice;
  entry.expiresAt = leaseEnd(schedule.config, entry, now);
  entry.resendAt = entry.mode === "detached" ? checkAt(now, now) : null;
  occupy(schedule, entry);
  schedule.changed.add(entry);
}

/** How many slots of a backend an entry takes: of one that has fewer than it asks for, all. */
export function slotsOn({ capacity }: GateBackend, { cost }: Pick<Entry, "cost">): number {
  return Math.max(1, Math.min(cost, capacity));
}

/** When a lease that is given or renewed now ends. */
export function leaseEnd(config: GateConfig, entry: Entry, now: number): number {
  const latest = runEnd(config, entry, now);
  if (entry.mode === "direct") return Math.min(now + scheduleTimes.directLeaseMs, latest);
  return entry.holder === null ? latest : Math.min(now + scheduleTimes.claimedLeaseMs, latest);
}

/** When a prediction that runs has run for too long, or is past its deadline. */
export function runEnd({ runTimeoutMs }: GateConfig, entry: Entry, now: number): number {
  const latest = (entry.startedAt ?? now) + runTimeoutMs + scheduleTimes.expiryMarginMs;
  return Math.min(latest, entry.deadlineAt ?? Infinity);
}

/** Back to its old place in the queue. */
export function requeue(schedule: Schedule, entry: Entry, notBefore: number): void {
  release(schedule, entry);
  entry.state = "queued";
  entry.backendId = null;
  entry.expiresAt = null;
  entry.holder = null;
  entry.startedAt = null;
  entry.resendAt = null;
  entry.notBefore = notBefore;
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
  entry.holder = null;
  entry.resendAt = null;
  schedule.live.delete(entry.id);
  schedule.changed.add(entry);
}
