import type { PredictionMode } from "@headgate/shared";

import { chooseBackend, type Grant } from "./grant.ts";
import { backendOf, enqueue, lease, type Entry, type Schedule } from "./schedule.ts";

export type Decision =
  | ({ outcome: "leased" } & Grant)
  | { outcome: "queued"; entry: Entry; position: number }
  | { outcome: "full"; retryAfterMs: number };

/**
 * Takes a prediction: onto a free backend, else to the end of the queue, else not at all.
 * Repeating an id gives the answer of the first time and changes nothing.
 */
export function admit(
  schedule: Schedule,
  candidate: { id: string; mode: PredictionMode },
  now: number,
): Decision {
  const known = schedule.live.get(candidate.id);
  if (known !== undefined) return standing(schedule, known);
  const backend = schedule.queue.length === 0 ? chooseBackend(schedule, now) : null;
  if (backend === null && schedule.queue.length >= schedule.config.maxQueued) {
    return { outcome: "full", retryAfterMs: retryAfterMs(schedule, now) };
  }
  const entry = createEntry(schedule, candidate, now);
  schedule.live.set(entry.id, entry);
  if (backend === null) {
    enqueue(schedule, entry);
    return { outcome: "queued", entry, position: schedule.queue.length };
  }
  lease(schedule, entry, { backendId: backend.id, now });
  return { outcome: "leased", entry, backend };
}

/** Where a prediction that was admitted before stands. */
export function standing(schedule: Schedule, entry: Entry): Decision {
  if (entry.state === "running") {
    return { outcome: "leased", entry, backend: backendOf(schedule, entry) };
  }
  return { outcome: "queued", entry, position: schedule.queue.positionOf(entry) };
}

function createEntry(
  schedule: Schedule,
  { id, mode }: { id: string; mode: PredictionMode },
  now: number,
): Entry {
  return {
    id,
    seq: schedule.nextSeq++,
    mode,
    state: "queued",
    backendId: null,
    epoch: 0,
    attempt: 0,
    expiresAt: null,
    queueDeadlineAt: now + schedule.config.queueTimeoutMs,
    cancelRequested: false,
    startedAt: null,
    completedAt: null,
    resendAt: null,
  };
}

/** A full queue moves when a slot comes free: one second, or the end of the shortest cool-down if that is later. */
function retryAfterMs(schedule: Schedule, now: number): number {
  const coolDowns = schedule.config.backends
    .filter(({ status }) => status === "enabled")
    .map(({ id }) => (schedule.loads.get(id)?.coolUntil ?? 0) - now);
  return Math.max(1000, coolDowns.length === 0 ? 0 : Math.min(...coolDowns));
}
