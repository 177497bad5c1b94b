import type { Grant } from "./grant.ts";
import { backendOf, checkAt, end, type Entry, type Schedule } from "./schedule.ts";

export interface Expiry {
  /** Queued predictions that waited too long. */
  waited: Entry[];
  /** Leases that ran out, with the backend that must stop working on them. */
  ran: Grant[];
  /** Leases to be sent to their backends again. */
  resend: Grant[];
}

/** Everything that is due: called by the alarm, and safe to call at any time. */
export function expire(schedule: Schedule, now: number): Expiry {
  const expiry: Expiry = { waited: [], ran: [], resend: [] };
  for (const entry of schedule.live.values()) {
    if (entry.state === "queued") {
      if (entry.queueDeadlineAt <= now) expiry.waited.push(entry);
      continue;
    }
    const backend = backendOf(schedule, entry);
    if ((entry.expiresAt ?? 0) <= now) {
      expiry.ran.push({ entry, backend });
    } else if (entry.resendAt !== null && entry.resendAt <= now) {
      entry.resendAt = checkAt(entry.startedAt ?? now, now);
      expiry.resend.push({ entry, backend });
    }
  }
  for (const entry of expiry.waited) end(schedule, entry, { state: "expired", now });
  for (const { entry } of expiry.ran) {
    end(schedule, entry, { state: entry.cancelRequested ? "canceled" : "expired", now });
  }
  return expiry;
}
