import type { GateBackend } from "@headgate/shared";

import { backendToKeep, chooseBackend, explain, freeSlots, type Kept } from "./choose-backend.ts";
import type { Entry } from "./entry.ts";
import { lease, type Schedule } from "./schedule.ts";

export interface Grant {
  entry: Entry;
  backend: GateBackend;
}

interface Selection extends Grant {
  kept: Kept;
}

/**
 * What is leased next, and where. One that comes first and fits nowhere keeps the backend free that will have room for it soonest; the
 * first of the other lines may go on the rest. Null where nothing can be leased.
 */
export function selectNext(schedule: Schedule, now: number): Selection | null {
  schedule.queue.wake(now);
  const kept = new Set<string>();
  const view = { kept, now };
  if (!schedule.queue.isReady || freeSlots(schedule, now) === 0) return null;
  for (const entry of schedule.queue.heads(now)) {
    const backend = chooseBackend(schedule, entry, view);
    if (backend !== null) return { entry, backend, kept };
    const keep = backendToKeep(schedule, entry, view);
    if (keep !== null) kept.add(keep);
    if (freeSlots(schedule, now, kept) === 0) return null;
  }
  return null;
}

/** Leases what was selected. */
export function grant(schedule: Schedule, { entry, backend, kept }: Selection, now: number): Grant {
  const choice = explain(schedule, backend, { entry, kept, now });
  lease(schedule, entry, { backend, choice, now });
  return { entry, backend };
}

/** Leases every free slot to what waits, but no more than `most` predictions. */
export function grantNext(schedule: Schedule, now: number, most = Infinity): Grant[] {
  const grants: Grant[] = [];
  while (grants.length < most) {
    const selected = selectNext(schedule, now);
    if (selected === null) break;
    grants.push(grant(schedule, selected, now));
  }
  return grants;
}
