import type { Arrival, Plan, PlannedBackend } from "../src/index.ts";

export function backend(id: string, given: Partial<PlannedBackend> = {}): PlannedBackend {
  return { id, capacity: 1, weight: 1, speed: 1, ...given };
}

/** One backend of capacity 1 and limits that nothing reaches, with what is given instead. */
export function planOf({
  limits = {},
  ...given
}: Partial<Omit<Plan, "limits">> & { limits?: Partial<Plan["limits"]> } = {}): Plan {
  return {
    backends: [backend("a")],
    limits: {
      ...{ maxParallel: null, whenFull: "queue", maxQueued: 1_000_000 },
      ...{ queueTimeoutMs: 1e9, runTimeoutMs: 1e9 },
      ...limits,
    },
    ...{ shards: 1, overheadMs: 0, gateRate: null },
    ...given,
  };
}

export function arrivalAt(atMs: number, runMs: number, given: Partial<Arrival> = {}): Arrival {
  return { atMs, runMs, cost: 1, priority: 1, token: "token", ...given };
}
