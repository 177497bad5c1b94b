import type { Entry } from "./entry.ts";
import { selectNext } from "./grant.ts";
import { loadOf, type Schedule } from "./schedule.ts";

/** The next moment at which `expire` has something to do with an entry; infinity once it has ended. */
export function entryDueAt(entry: Entry): number {
  if (entry.state === "queued") return entry.queueDeadlineAt;
  return Math.min(entry.expiresAt ?? Infinity, entry.resendAt ?? Infinity);
}

/**
 * When `grantNext` has something to lease without any slot coming free: at the end of a cool-down or of a delay, when a breaker lets
 * one try, or at once where a backend has room for somebody. Infinity when nobody waits or nothing has room.
 */
export function grantDueAt(schedule: Schedule, now: number): number {
  const { config, queue, running } = schedule;
  if (queue.length === 0 || running >= (config.maxParallel ?? Infinity)) return Infinity;
  if (selectNext(schedule, now) !== null) return now;
  let due = queue.wakesAt;
  if (!queue.isReady) return due;
  for (const { id, status, capacity } of config.backends) {
    const load = loadOf(schedule, id);
    if (status !== "enabled" || load.leased >= capacity || load.probe !== null) continue;
    const opensAt = Math.max(load.coolUntil, load.breaker.openUntil ?? 0);
    if (opensAt > now) due = Math.min(due, opensAt);
  }
  return due;
}

/** The next moment at which `expire` or `grantNext` has something to do, in epoch milliseconds; infinity: none. */
export function nextDueAt(schedule: Schedule, now: number): number {
  let due = grantDueAt(schedule, now);
  for (const entry of schedule.live.values()) due = Math.min(due, entryDueAt(entry));
  return due;
}
