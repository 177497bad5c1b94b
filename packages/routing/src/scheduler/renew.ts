import type { RenewRequest } from "@headgate/shared";

import { holder } from "./complete.ts";
import { leaseEnd, type Schedule } from "./schedule.ts";

/**
 * Prolongs a direct lease, or a detached one that somebody holds (the first to renew it claims it), up to the run time-out. False when
 * the lease is an old one or somebody else's, or when its prediction is to stop.
 */
export function renew(schedule: Schedule, request: RenewRequest, now: number): boolean {
  const entry = holder(schedule, request);
  if (entry === null || entry.cancelRequested) return false;
  if (entry.mode === "detached") {
    if ((entry.holder ?? request.holder) !== request.holder) return false;
    if (request.holder === null) return true;
    entry.holder = request.holder;
    // It is on its way for as long as it is held.
    entry.resendAt = null;
  }
  entry.expiresAt = leaseEnd(schedule.config, entry, now);
  schedule.changed.add(entry);
  return true;
}
