import type { GateBackend, GateConfig } from "@headgate/shared";

import { closedBreaker } from "./breaker.ts";
import { noteAttempt, type Entry } from "./entry.ts";
import type { Grant } from "./grant.ts";
import { giveWaitBack } from "./repeat.ts";
import { backendOf, end, requeue, type Schedule } from "./schedule.ts";

/**
 * Takes a newer configuration; an older or equal one is ignored (null). A backend that it no longer names is kept, closed to new leases,
 * for as long as it holds one. Gives the leases of disabled backends, which are to stop: their predictions wait again where repeating is
 * safe, else they have ended.
 */
export function configure(schedule: Schedule, config: GateConfig, now: number): Grant[] | null {
  if (config.epoch <= schedule.config.epoch) return null;
  const named = new Set(config.backends.map(({ id }) => id));
  const retiring = schedule.config.backends
    .filter(({ id }) => !named.has(id) && (schedule.loads.get(id)?.leased ?? 0) > 0)
    .map((backend): GateBackend => ({ ...backend, status: "draining" }));
  for (const backend of config.backends) forgive(schedule, backend);
  schedule.config = { ...config, backends: [...config.backends, ...retiring] };
  for (const [id, { leased }] of schedule.loads) {
    if (!named.has(id) && leased === 0) schedule.loads.delete(id);
  }
  const givenUp: Grant[] = [];
  for (const entry of schedule.live.values()) {
    if (entry.state !== "running") continue;
    const backend = backendOf(schedule, entry);
    if (backend.status === "disabled") givenUp.push({ entry, backend });
  }
  for (const { entry } of givenUp) giveUp(schedule, entry, now);
  return givenUp;
}

/** What a backend did counts no more once it is elsewhere, or was out of service. */
function forgive(schedule: Schedule, { id, url, status }: GateBackend): void {
  const before = schedule.config.backends.find((backend) => backend.id === id);
  const load = schedule.loads.get(id);
  if (before === undefined || load === undefined || status !== "enabled") return;
  if (before.url === url && before.status === "enabled") return;
  load.coolUntil = 0;
  load.refusals = 0;
  load.probe = null;
  load.breaker = closedBreaker();
  schedule.healthChanged = true;
}

/** That its backend was disabled is no failed attempt of the prediction. What a caller's connection waits for is not begun again. */
function giveUp(schedule: Schedule, entry: Entry, now: number): void {
  noteAttempt(entry, "lost", now);
  if (entry.cancelRequested) {
    end(schedule, entry, { state: "canceled", now });
  } else if (entry.mode === "direct" || !schedule.config.retry.repeatable) {
    end(schedule, entry, { state: "failed", now });
  } else {
    giveWaitBack(entry, now);
    entry.attempt -= 1;
    requeue(schedule, entry, 0);
  }
}
