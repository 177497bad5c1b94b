import type { LeaseReference, TerminalState } from "@headgate/shared";

import { noteSuccess } from "./breaker.ts";
import { noteAttempt, type Entry } from "./entry.ts";
import type { Grant } from "./grant.ts";
import { noteRun } from "./load.ts";
import { repeat } from "./repeat.ts";
import { backendOf, end, loadOf, type Schedule } from "./schedule.ts";
import { checkAt, scheduleTimes } from "./times.ts";

export interface Ending extends LeaseReference {
  state: TerminalState;
  /** Whether the backend or its model said so, and not one of our Workers. */
  byBackend: boolean;
}

export type Ended =
  /** `replaced` is a newer lease that is to be stopped: an older one has succeeded after all. */
  | { outcome: "completed"; entry: Entry; replaced: Grant | null }
  | { outcome: "retried"; entry: Entry };

/** The entry that a lease belongs to; null when it ended or was leased anew since. */
export function holder(schedule: Schedule, { id, epoch }: LeaseReference): Entry | null {
  const entry = schedule.live.get(id);
  return entry?.state === "running" && entry.epoch === epoch ? entry : null;
}

/**
 * Ends the prediction of a lease and frees its slot; one that failed may be tried again instead, where the version's policy says so. The
 * success of an older lease ends it, too. Null, and nothing changes, when it has ended or the lease is an old one.
 */
export function complete(schedule: Schedule, ending: Ending, now: number): Ended | null {
  const entry = holder(schedule, ending);
  if (entry === null) return succeedLate(schedule, ending, now);
  if (entry.backendId !== null) {
    // It has a slot more: whatever it refused before, it can take the next one.
    loadOf(schedule, entry.backendId).coolUntil = 0;
    if (ending.byBackend) praise(schedule, entry.backendId);
  }
  const { onFailure } = schedule.config.retry;
  if (ending.state === "failed" && ending.byBackend && onFailure) {
    const { attempts } = entry;
    noteAttempt(entry, "failed", now);
    if (repeat(schedule, entry, { mayHaveStarted: true, now })) {
      return { outcome: "retried", entry };
    }
    entry.attempts = attempts;
  }
  if (ending.state === "succeeded" && entry.backendId !== null) {
    noteRun(loadOf(schedule, entry.backendId), now - (entry.startedAt ?? now));
  }
  end(schedule, entry, { state: ending.state, now });
  return { outcome: "completed", entry, replaced: null };
}

/** Notes that the backend has the lease. False when the lease is an old one. */
export function dispatched(schedule: Schedule, reference: LeaseReference): boolean {
  const entry = holder(schedule, reference);
  if (entry === null) return false;
  const startedAt = entry.startedAt ?? 0;
  if (entry.resendAt !== null) {
    entry.resendAt = checkAt(startedAt, startedAt + scheduleTimes.resendMs);
  }
  if (entry.backendId !== null) praise(schedule, entry.backendId);
  return true;
}

function succeedLate(schedule: Schedule, { id, epoch, state }: Ending, now: number): Ended | null {
  const entry = schedule.live.get(id);
  const wasLeased = entry !== undefined && epoch >= 1 && epoch <= entry.epoch;
  if (!wasLeased || state !== "succeeded") return null;
  const isRunning = entry.state === "running";
  const replaced = isRunning ? { entry, backend: backendOf(schedule, entry) } : null;
  end(schedule, entry, { state, now });
  return { outcome: "completed", entry, replaced };
}

/** The backend has just answered. */
function praise(schedule: Schedule, backendId: string): void {
  const load = loadOf(schedule, backendId);
  load.refusals = 0;
  load.probe = null;
  if (noteSuccess(load.breaker)) schedule.healthChanged = true;
}
