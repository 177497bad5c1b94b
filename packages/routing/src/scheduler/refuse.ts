import type { RefuseRequest } from "@headgate/shared";

import { backoffMs } from "../backoff.ts";
import { noteFailure } from "./breaker.ts";
import { holder } from "./complete.ts";
import { noteAttempt, type Entry } from "./entry.ts";
import type { Load } from "./load.ts";
import { repeat } from "./repeat.ts";
import { end, loadOf, requeue, type Schedule } from "./schedule.ts";
import { scheduleTimes } from "./times.ts";

/** A busy backend has a slot again soon. */
const busyCoolDown = { baseMs: 250, maxMs: 5_000 } as const;
/** One that is out of reach is left alone for a moment; if it stays so, its breaker opens. */
const unreachableCoolDownMs = 1_000;
/** A cool-down that a gate may sleep through is stored. */
const longCoolDownMs = 10_000;
/** What a backend may ask for at most. */
const mostCoolDownMs = 600_000;

/**
 * A backend did not take a lease, or lost it: its word counts more than our counters. The slot is freed. A busy backend cools down (as
 * long as it asked for, else longer with each such answer in a row); failures count for its breaker. The prediction goes back to its
 * place in the queue, or ends where no more may be tried. Null, and nothing changes, when the lease is an old one.
 */
export function refuse(schedule: Schedule, request: RefuseRequest, now: number): Entry | null {
  const entry = holder(schedule, request);
  if (entry === null || entry.backendId === null) return null;
  const { reason } = request;
  noteAttempt(entry, reason, now);
  const load = loadOf(schedule, entry.backendId);
  if (cool(load, request, now)) schedule.healthChanged = true;
  if (reason !== "busy" && noteFailure(load.breaker, load.probe === entry.id, now)) {
    schedule.healthChanged = true;
  }
  if (entry.cancelRequested) {
    end(schedule, entry, { state: "canceled", now });
    return entry;
  }
  // A lease that was sent again may have been running until now.
  const isOld = now - (entry.startedAt ?? now) >= scheduleTimes.resendMs;
  const mayHaveStarted = reason === "broken" || isOld;
  if (reason === "busy" && !isOld) {
    entry.attempt -= 1;
    requeue(schedule, entry, 0);
  } else if (!repeat(schedule, entry, { mayHaveStarted, now })) {
    end(schedule, entry, { state: "failed", now });
  }
  return entry;
}

/** True where it cools down for so long that this is to be stored. */
function cool(load: Load, { reason, retryAfterMs }: RefuseRequest, now: number): boolean {
  if (reason === "busy") load.refusals += 1;
  const ownMs = {
    busy: backoffMs(Math.max(1, load.refusals), busyCoolDown),
    unreachable: unreachableCoolDownMs,
    broken: 0,
  };
  const coolDownMs = Math.min(retryAfterMs ?? ownMs[reason], mostCoolDownMs);
  load.coolUntil = Math.max(load.coolUntil, now + coolDownMs);
  return coolDownMs >= longCoolDownMs;
}
