import type { Entry, Schedule } from "./schedule.ts";

/** The next moment at which `expire` has something to do with an entry; infinity once it has ended. */
export function entryDueAt(entry: Entry): number {
  if (entry.state === "queued") return entry.queueDeadlineAt;
  return Math.min(entry.expiresAt ?? Infinity, entry.resendAt ?? Infinity);
}

/** When the first backend that cools down takes queued predictions again; infinity when none waits for that. */
export function coolDownEnd(schedule: Schedule, now: number): number {
  if (schedule.queue.length === 0) return Infinity;
  const ends = schedule.config.backends
    .filter(({ enabled }) => enabled)
    .map(({ id }) => schedule.loads.get(id)?.coolUntil ?? 0)
    .filter((coolUntil) => coolUntil > now);
  return Math.min(...ends);
}

/** The next moment at which `expire` or `grantNext` has something to do, in epoch milliseconds; infinity: none. */
export function nextDueAt(schedule: Schedule, now: number): number {
  let due = coolDownEnd(schedule, now);
  for (const entry of schedule.live.values()) due = Math.min(due, entryDueAt(entry));
  return due;
}
