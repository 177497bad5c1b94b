import type { GateBackend, QueuePlace } from "@headgate/shared";

import { breakerState } from "./breaker.ts";
import { freeSlots } from "./choose-backend.ts";
import type { Entry } from "./entry.ts";
import type { Before } from "./priority-class.ts";
import { loadOf, type Schedule } from "./schedule.ts";

/** A caller who is refused comes back within this. */
const retryAfter = { leastMs: 1_000, mostMs: 60_000 } as const;

export function placeOf(schedule: Schedule, entry: Entry, now: number): QueuePlace {
  schedule.queue.wake(now);
  const before = schedule.queue.before(entry, now);
  const waitMs = waitFor(
    schedule,
    { count: before.count + 1, cost: before.cost + entry.cost },
    now,
  );
  const delayMs = Math.max(0, entry.notBefore - now);
  return {
    position: before.count + 1,
    estimateMs: waitMs === null ? null : Math.round(Math.max(waitMs, delayMs)),
  };
}

/** How long one of priority 1 would wait, of a token that has nothing else waiting; null while no run times are known. */
export function waitOfNext(schedule: Schedule, now: number): number | null {
  const { queue, nextSeq: seq } = schedule;
  const next = {
    tokenId: "",
    seq,
    priority: 1,
    cost: 1,
    admittedAt: now,
    notBefore: 0,
    epoch: 0,
  } as const;
  if (!queue.isReady && freeSlots(schedule, now) > 0) return 0;
  const { count, cost } = queue.before(next, now);
  const waitMs = waitFor(schedule, { count: count + 1, cost: cost + 1 }, now);
  return waitMs === null ? null : Math.round(waitMs);
}

/** When a refused caller may try again: when a slot comes free, as far as that can be told, and not before the first cool-down ends. */
export function retryAfterMs(schedule: Schedule, cost: number, now: number): number {
  const inService = schedule.config.backends.filter(({ status }) => status === "enabled");
  const coolDowns = inService.map(({ id }) => loadOf(schedule, id).coolUntil - now);
  const coolMs = coolDowns.length === 0 ? 0 : Math.min(...coolDowns);
  const waitMs = Math.round(waitFor(schedule, { count: 1, cost }, now) ?? 0);
  return Math.min(retryAfter.mostMs, Math.max(retryAfter.leastMs, coolMs, waitMs));
}

/** How long it takes to serve so much, with every slot taken: what the backends finish meanwhile, by their mean run times. */
function waitFor(schedule: Schedule, { count, cost }: Before, now: number): number | null {
  const { maxParallel, backends } = schedule.config;
  const serving = backends.filter(
    ({ id, status }) =>
      status === "enabled" && breakerState(loadOf(schedule, id).breaker, now) !== "open",
  );
  const meanMs = meanRunMs(schedule, serving);
  if (meanMs === null) return null;
  const slotsPerMs = serving.reduce(
    (sum, { id, capacity }) => sum + capacity / (loadOf(schedule, id).meanRunMs ?? meanMs),
    0,
  );
  if (slotsPerMs === 0) return null;
  const byLimit = maxParallel === null ? 0 : (count * meanMs) / maxParallel;
  return Math.max(cost / slotsPerMs, byLimit);
}

/** Over those of the backends that have one, by their capacity; null: none has. */
function meanRunMs(schedule: Schedule, backends: GateBackend[]): number | null {
  let slots = 0;
  let sum = 0;
  for (const { id, capacity } of backends) {
    const { meanRunMs: mean } = loadOf(schedule, id);
    if (mean === null) continue;
    slots += capacity;
    sum += mean * capacity;
  }
  return slots === 0 ? null : Math.max(1, sum / slots);
}
