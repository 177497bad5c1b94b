import type { Entry } from "./entry.ts";
import { end, type Schedule } from "./schedule.ts";
import { scheduleTimes } from "./times.ts";

/**
 * A queued prediction ends at once. A running one ends when its backend says so, or when the grace is over: until then its slot is
 * taken. Asking again changes nothing. Null when the prediction is not live.
 */
export function cancel(schedule: Schedule, id: string, now: number): Entry | null {
  const entry = schedule.live.get(id);
  if (entry === undefined) return null;
  if (entry.state === "queued") {
    end(schedule, entry, { state: "canceled", now });
  } else if (!entry.cancelRequested) {
    entry.cancelRequested = true;
    entry.expiresAt = Math.min(entry.expiresAt ?? now, now + scheduleTimes.cancelGraceMs);
    schedule.changed.add(entry);
  }
  return entry;
}
