import type { Entry, Schedule } from "./schedule.ts";

/** The next moment at which `expire` has something to do with an entry; infinity once it has ended. */
export function entryDueAt(entry: Entry): number {
  if (entry.state === "queued") return entry.queueDeadlineAt;
  return Math.min(entry.expiresAt ?? Infinity, entry.resendAt ?? Infinity);
}

/**
 * When `grantNext` has something to lease without any other slot coming free: at the end of a cool-down, or in the past where a
 * backend has room (after a restart, which forgets cool-downs). Infinity when the queue is empty or nothing has room.
 */
export function grantDueAt({ config, loads, queue, running }: Schedule): number {
  if (queue.length === 0 || running >= (config.maxParallel ?? Infinity)) return Infinity;
  let due = Infinity;
  for (const { id, status, capacity } of config.backends) {
    const load = loads.get(id);
    if (status === "enabled" && (load?.leased ?? 0) < capacity)
      due = Math.min(due, load?.coolUntil ?? 0);
  }
  return due;
}

/** The next moment at which `expire` or `grantNext` has something to do, in epoch milliseconds; infinity: none. */
export function nextDueAt(schedule: Schedule): number {
  let due = grantDueAt(schedule);
  for (const entry of schedule.live.values()) due = Math.min(due, entryDueAt(entry));
  return due;
}
