import type { Ticket } from "@headgate/shared";

import { chooseBackend, freeSlots, nothingKept } from "./choose-backend.ts";
import type { Entry } from "./entry.ts";
import { placeOf, retryAfterMs } from "./estimate.ts";
import { grant, selectNext, type Grant } from "./grant.ts";
import { backendOf, enqueue, type Schedule } from "./schedule.ts";

export type Decision =
  | ({ outcome: "leased" } & Grant)
  | { outcome: "queued"; entry: Entry; position: number }
  | { outcome: "full"; retryAfterMs: number };

/** What the scheduler reads of a ticket. */
export type Candidate = Pick<Ticket, "mode" | "tokenId" | "priority" | "cost" | "deadlineAt"> & {
  id: string;
};

/** When a prediction that would be refused now may come again; null where it would not be. Changes nothing. */
export function refusal(schedule: Schedule, cost: number, now: number): number | null {
  if (schedule.queue.length < mostQueued(schedule)) return null;
  if (freeSlots(schedule, now) > 0) return null;
  return retryAfterMs(schedule, cost, now);
}

/**
 * Takes a prediction: onto a free backend, else into the queue, else not at all.
 * Repeating an id gives the answer of the first time and changes nothing.
 */
export function admit(schedule: Schedule, candidate: Candidate, now: number): Decision {
  const known = schedule.live.get(candidate.id);
  if (known !== undefined) return standing(schedule, known, now);
  const entry = createEntry(schedule, candidate, now);
  const leased = leaseAtOnce(schedule, entry, now);
  if (leased === null && schedule.queue.length >= mostQueued(schedule)) {
    return { outcome: "full", retryAfterMs: retryAfterMs(schedule, entry.cost, now) };
  }
  schedule.nextSeq += 1;
  schedule.live.set(entry.id, entry);
  schedule.budget.feed(schedule.config.retry.budget);
  if (leased !== null) return { outcome: "leased", ...leased };
  enqueue(schedule, entry);
  return standing(schedule, entry, now);
}

/** Where a prediction that was admitted before stands. */
export function standing(
  schedule: Schedule,
  entry: Entry,
  now: number,
): Exclude<Decision, { outcome: "full" }> {
  if (entry.state === "running") {
    return { outcome: "leased", entry, backend: backendOf(schedule, entry) };
  }
  return { outcome: "queued", entry, position: placeOf(schedule, entry, now).position };
}

function mostQueued({ config }: Schedule): number {
  return config.whenFull === "queue" ? config.maxQueued : 0;
}

/** Where others wait it goes before them only if it is its turn: what they could have instead is left to the next sweep. */
function leaseAtOnce(schedule: Schedule, entry: Entry, now: number): Grant | null {
  const { queue } = schedule;
  if (freeSlots(schedule, now) === 0) return null;
  queue.wake(now);
  if (!queue.isReady) {
    const backend = chooseBackend(schedule, entry, { kept: nothingKept, now });
    return backend === null ? null : grant(schedule, { entry, backend, kept: nothingKept }, now);
  }
  queue.add(entry);
  const selected = selectNext(schedule, now);
  if (selected?.entry === entry) return grant(schedule, selected, now);
  queue.remove(entry);
  return null;
}

function createEntry(schedule: Schedule, candidate: Candidate, now: number): Entry {
  const { id, mode, tokenId, priority, cost, deadlineAt } = candidate;
  return {
    id,
    seq: schedule.nextSeq,
    mode,
    tokenId,
    priority,
    cost,
    admittedAt: now,
    deadlineAt,
    state: "queued",
    backendId: null,
    slots: 0,
    epoch: 0,
    attempt: 0,
    expiresAt: null,
    holder: null,
    queueDeadlineAt: Math.min(now + schedule.config.queueTimeoutMs, deadlineAt ?? Infinity),
    notBefore: 0,
    cancelRequested: false,
    startedAt: null,
    completedAt: null,
    attempts: [],
    choice: null,
    resendAt: null,
  };
}
