import type { GateBackend, GateConfig } from "@headgate/shared";

import type { Schedule } from "./schedule.ts";

/**
 * Takes a newer configuration; an older or equal one is ignored (false). A backend that it no longer names is kept, closed to new
 * leases, for as long as it holds one.
 */
export function configure(schedule: Schedule, config: GateConfig): boolean {
  if (config.epoch <= schedule.config.epoch) return false;
  const named = new Set(config.backends.map(({ id }) => id));
  const retiring = schedule.config.backends
    .filter(({ id }) => !named.has(id) && (schedule.loads.get(id)?.leased ?? 0) > 0)
    .map((backend): GateBackend => ({ ...backend, status: "draining" }));
  schedule.config = { ...config, backends: [...config.backends, ...retiring] };
  return true;
}
