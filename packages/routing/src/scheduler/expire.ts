import { noteAttempt, type Entry } from "./entry.ts";
import type { Grant } from "./grant.ts";
import { repeat } from "./repeat.ts";
import { backendOf, end, runEnd, type Schedule } from "./schedule.ts";
import { checkAt, scheduleTimes } from "./times.ts";

export interface Expiry {
  /** Queued predictions that waited too long. */
  waited: Entry[];
  /** Leases that ran out, with the backend that must stop working on them. */
  ran: Grant[];
  /** Leases to be sent to their backends again. */
  resend: Grant[];
}

/**
 * Everything that is due: called by the alarm, and safe to call at any time. Sends no more than `most` leases again: the rest stays due.
 * A claimed lease whose holder is gone goes back to the queue where the version's policy lets it.
 */
export function expire(schedule: Schedule, now: number, most = Infinity): Expiry {
  const expiry: Expiry = { waited: [], ran: [], resend: [] };
  for (const entry of schedule.live.values()) {
    if (entry.state === "queued") {
      if (entry.queueDeadlineAt <= now) expiry.waited.push(entry);
      continue;
    }
    if ((entry.expiresAt ?? 0) <= now) {
      expiry.ran.push({ entry, backend: backendOf(schedule, entry) });
    } else if (entry.resendAt !== null && entry.resendAt <= now && endsSoon(entry, now)) {
      entry.resendAt = null;
    } else if (entry.resendAt !== null && entry.resendAt <= now && expiry.resend.length < most) {
      entry.resendAt = checkAt(entry.startedAt ?? now, now);
      expiry.resend.push({ entry, backend: backendOf(schedule, entry) });
    }
  }
  for (const entry of expiry.waited) end(schedule, entry, { state: "expired", now });
  expiry.ran = expiry.ran.filter(({ entry }) => !runOut(schedule, entry, now));
  return expiry;
}

/** Ends what ran out. True where it goes on instead. */
function runOut(schedule: Schedule, entry: Entry, now: number): boolean {
  const isLost = entry.holder !== null && now < runEnd(schedule.config, entry, now);
  if (isLost && !entry.cancelRequested) {
    noteAttempt(entry, "lost", now);
    if (repeat(schedule, entry, { mayHaveStarted: true, now })) return true;
    end(schedule, entry, { state: "failed", now });
    return false;
  }
  end(schedule, entry, { state: entry.cancelRequested ? "canceled" : "expired", now });
  return false;
}

/** What is sent now may reach its backend when the slot is somebody else's already. */
function endsSoon({ expiresAt }: Entry, now: number): boolean {
  return (expiresAt ?? 0) - now <= scheduleTimes.expiryMarginMs;
}
