import type { LeaseReference } from "@headgate/shared";

import { holder } from "./complete.ts";
import { leaseEnd, type Schedule } from "./schedule.ts";

/** Prolongs a direct lease, up to the run time-out. False when the lease is an old one or was canceled. */
export function renew(schedule: Schedule, reference: LeaseReference, now: number): boolean {
  const entry = holder(schedule, reference);
  if (entry === null || entry.cancelRequested) return false;
  entry.expiresAt = leaseEnd(schedule.config, entry, now);
  schedule.changed.add(entry);
  return true;
}
