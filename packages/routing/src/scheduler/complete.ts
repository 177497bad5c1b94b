import type { LeaseReference, TerminalState } from "@headgate/shared";

import { checkAt, end, loadOf, scheduleTimes, type Entry, type Schedule } from "./schedule.ts";

/** The entry that a lease belongs to; null when it ended or was leased anew since. */
export function holder(schedule: Schedule, { id, epoch }: LeaseReference): Entry | null {
  const entry = schedule.live.get(id);
  return entry?.state === "running" && entry.epoch === epoch ? entry : null;
}

/** Ends the prediction of a lease and frees its slot. Null, and nothing changes, when the lease is an old one. */
export function complete(
  schedule: Schedule,
  reference: LeaseReference & { state: TerminalState },
  now: number,
): Entry | null {
  const entry = holder(schedule, reference);
  if (entry === null) return null;
  if (entry.backendId !== null) {
    // It has just answered, and has a slot more: whatever it refused before, it can take the next one.
    const load = loadOf(schedule, entry.backendId);
    load.coolUntil = 0;
    load.refusals = 0;
  }
  end(schedule, entry, { state: reference.state, now });
  return entry;
}

/** Notes that the backend has the lease. False when the lease is an old one. */
export function dispatched(schedule: Schedule, reference: LeaseReference): boolean {
  const entry = holder(schedule, reference);
  if (entry === null) return false;
  const startedAt = entry.startedAt ?? 0;
  entry.resendAt = checkAt(startedAt, startedAt + scheduleTimes.resendMs);
  if (entry.backendId !== null) loadOf(schedule, entry.backendId).refusals = 0;
  return true;
}
