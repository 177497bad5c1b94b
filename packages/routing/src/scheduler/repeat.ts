import { backoffMs } from "../backoff.ts";
import { breakerState } from "./breaker.ts";
import { wasTried, type Entry } from "./entry.ts";
import { loadOf, requeue, type Schedule } from "./schedule.ts";

/**
 * Puts a running prediction whose attempt came to nothing back into the queue, as far as the version's policy lets it. What may have
 * started is repeated only where that is safe, and costs of the budget; what has not cost nobody anything. False, and nothing changes,
 * where the prediction is to end.
 */
export function repeat(
  schedule: Schedule,
  entry: Entry,
  { mayHaveStarted, now }: { mayHaveStarted: boolean; now: number },
): boolean {
  const { retry, backends } = schedule.config;
  if (entry.cancelRequested || entry.attempt >= retry.maxAttempts) return false;
  if (mayHaveStarted) {
    const slots = backends.reduce((sum, { capacity }) => sum + capacity, 0);
    if (!retry.repeatable || retry.budget === 0) return false;
    if (!schedule.budget.take({ slots, now })) return false;
    giveWaitBack(entry, now);
  }
  requeue(schedule, entry, repeatAt(schedule, entry, now));
  return true;
}

/** The time that it ran is no time that it waited. */
export function giveWaitBack(entry: Entry, now: number): void {
  const ranMs = now - (entry.startedAt ?? now);
  entry.queueDeadlineAt = Math.min(entry.queueDeadlineAt + ranMs, entry.deadlineAt ?? Infinity);
}

/** At once (0) where another backend may do better; else later with each attempt. */
function repeatAt(schedule: Schedule, entry: Entry, now: number): number {
  const { retry, backends } = schedule.config;
  const hasOther = backends.some(
    ({ id, status }) =>
      status === "enabled" &&
      !wasTried(entry, id) &&
      breakerState(loadOf(schedule, id).breaker, now) !== "open",
  );
  if (hasOther || retry.initialDelayMs === 0) return 0;
  const delay = { baseMs: retry.initialDelayMs, maxMs: retry.maxDelayMs };
  return now + backoffMs(entry.attempt, delay);
}
