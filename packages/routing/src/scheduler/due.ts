import type { Schedule } from "./schedule.ts";

/** The next moment at which `expire` or `grantNext` has something to do, in epoch milliseconds; null: none. */
export function nextDueAt(schedule: Schedule, now: number): number | null {
  let due = Number.POSITIVE_INFINITY;
  for (const entry of schedule.live.values()) {
    const at = entry.state === "queued" ? entry.queueDeadlineAt : (entry.expiresAt ?? due);
    due = Math.min(due, at, entry.resendAt ?? due);
  }
  if (schedule.queue.length > 0) due = Math.min(due, coolDownEnd(schedule, now));
  return Number.isFinite(due) ? due : null;
}

/** When the first backend that cools down takes predictions again. */
function coolDownEnd(schedule: Schedule, now: number): number {
  const ends = schedule.config.backends
    .filter(({ enabled }) => enabled)
    .map(({ id }) => schedule.loads.get(id)?.coolUntil ?? 0)
    .filter((coolUntil) => coolUntil > now);
  return Math.min(...ends);
}
