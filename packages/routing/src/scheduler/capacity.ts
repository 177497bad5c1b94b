import type { BackendLoad, GateBackend, GateCapacity } from "@headgate/shared";

import { breakerState } from "./breaker.ts";
import { waitOfNext } from "./estimate.ts";
import { loadOf, type Schedule } from "./schedule.ts";

/** What a gate holds and takes, as operators see it. */
export function capacityOf(schedule: Schedule, now: number): GateCapacity {
  const { config, queue, running } = schedule;
  return {
    configEpoch: config.epoch,
    queued: queue.length,
    queuedByPriority: queue.lengths,
    running,
    estimateMs: waitOfNext(schedule, now),
    backends: config.backends.map((backend) => loadView(schedule, backend, now)),
  };
}

function loadView(schedule: Schedule, backend: GateBackend, now: number): BackendLoad {
  const { id, status, capacity } = backend;
  const { leased, running, coolUntil, breaker, meanRunMs } = loadOf(schedule, id);
  return {
    id,
    status,
    capacity,
    leased,
    running,
    coolUntil: coolUntil > now ? coolUntil : null,
    breaker: {
      state: breakerState(breaker, now),
      openUntil: breaker.openUntil,
      failures: breaker.failures,
    },
    meanRunMs: meanRunMs === null ? null : Math.round(meanRunMs),
  };
}
