import type { RefuseRequest } from "@headgate/shared";

import { backoffMs } from "../backoff.ts";
import { holder } from "./complete.ts";
import { loadOf, requeue, type Entry, type Schedule } from "./schedule.ts";

/** A busy backend has a slot again soon; one that does not answer needs longer. */
const coolDowns = {
  busy: { baseMs: 250, maxMs: 5_000 },
  unreachable: { baseMs: 1_000, maxMs: 30_000 },
  broken: { baseMs: 1_000, maxMs: 30_000 },
} as const;

/**
 * A backend did not take a lease: its word counts more than our counters. The slot is freed, the backend cools down (as long as it
 * asked for, else longer with each refusal in a row) and the prediction goes back to its place in the queue.
 * Null, and nothing changes, when the lease is an old one.
 */
export function refuse(schedule: Schedule, request: RefuseRequest, now: number): Entry | null {
  const entry = holder(schedule, request);
  if (entry === null || entry.backendId === null) return null;
  const load = loadOf(schedule, entry.backendId);
  load.refusals += 1;
  const coolDownMs = request.retryAfterMs ?? backoffMs(load.refusals, coolDowns[request.reason]);
  load.coolUntil = Math.max(load.coolUntil, now + coolDownMs);
  requeue(schedule, entry);
  return entry;
}
