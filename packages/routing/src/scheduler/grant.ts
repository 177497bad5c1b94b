import type { GateBackend } from "@headgate/shared";

import { lease, type Entry, type Schedule } from "./schedule.ts";

export interface Grant {
  entry: Entry;
  backend: GateBackend;
}

/**
 * The backend for the next prediction: the least loaded by weight of those that are enabled, not cooling down and not full.
 * Null where there is none, or where the version is at its own limit.
 */
export function chooseBackend(schedule: Schedule, now: number): GateBackend | null {
  const { config, loads } = schedule;
  if (config.maxParallel !== null && schedule.running >= config.maxParallel) return null;
  let best: GateBackend | null = null;
  let bestLoad = Number.POSITIVE_INFINITY;
  for (const backend of config.backends) {
    const load = loads.get(backend.id);
    const leased = load?.leased ?? 0;
    if (backend.status !== "enabled" || leased >= backend.capacity) continue;
    if ((load?.coolUntil ?? 0) > now) continue;
    const relative = (leased + 1) / backend.weight;
    if (relative < bestLoad) {
      best = backend;
      bestLoad = relative;
    }
  }
  return best;
}

/** Leases every free slot to the head of the queue. */
export function grantNext(schedule: Schedule, now: number): Grant[] {
  const grants: Grant[] = [];
  for (let entry = schedule.queue.head; entry !== undefined; entry = schedule.queue.head) {
    const backend = chooseBackend(schedule, now);
    if (backend === null) break;
    schedule.queue.remove(entry);
    lease(schedule, entry, { backendId: backend.id, now });
    grants.push({ entry, backend });
  }
  return grants;
}
