import type { Plan } from "./plan.ts";
import type { Simulation } from "./simulate.ts";
import type { Fate } from "./simulated-gate.ts";

/** Milliseconds below which that share of values lies. */
export interface Quantiles {
  mean: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Summary {
  arrivals: number;
  succeeded: number;
  refused: number;
  expired: number;
  /** From the first arrival to the last end. */
  lastedS: number;
  throughputPerS: number;
  longestQueue: number;
  /** From arrival to the start on a backend, of those that succeeded. */
  waitMs: Quantiles;
  /** From arrival to the end, of the same. */
  totalMs: Quantiles;
  /** What share of its slots was taken while the load lasted, by backend. */
  utilization: Record<string, number>;
}

export function summarize(plan: Plan, { fates, longestQueue }: Simulation): Summary {
  const succeeded = fates.filter(({ outcome }) => outcome === "succeeded");
  const lastedMs = Math.max(0, ...fates.map(({ endedMs }) => endedMs));
  const count = (outcome: Fate["outcome"]): number =>
    fates.filter((fate) => fate.outcome === outcome).length;
  return {
    arrivals: fates.length,
    succeeded: succeeded.length,
    refused: count("refused"),
    expired: count("expired"),
    lastedS: lastedMs / 1000,
    throughputPerS: lastedMs === 0 ? 0 : (succeeded.length * 1000) / lastedMs,
    longestQueue,
    waitMs: quantiles(succeeded.map(({ arrival, startedMs }) => (startedMs ?? 0) - arrival.atMs)),
    totalMs: quantiles(succeeded.map(({ arrival, endedMs }) => endedMs - arrival.atMs)),
    utilization: utilization(plan, fates, lastedMs),
  };
}

function utilization(plan: Plan, fates: Fate[], lastedMs: number): Record<string, number> {
  const taken = new Map(plan.backends.map(({ id }) => [id, 0]));
  for (const { backendId, startedMs, endedMs, arrival } of fates) {
    if (backendId === null || startedMs === null) continue;
    const capacity = plan.backends.find(({ id }) => id === backendId)?.capacity ?? 1;
    const slots = Math.min(arrival.cost, capacity);
    taken.set(backendId, (taken.get(backendId) ?? 0) + (slots * (endedMs - startedMs)) / capacity);
  }
  return Object.fromEntries(
    [...taken].map(([id, takenMs]) => [id, lastedMs === 0 ? 0 : takenMs / lastedMs]),
  );
}

function quantiles(values: number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const mean = sorted.length === 0 ? 0 : sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
  return { mean, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
