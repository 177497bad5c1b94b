import { breakerState, closedBreaker, type Breaker } from "./breaker.ts";

/** How much a backend holds and whether it takes more. */
export interface Load {
  /** Slots, and the predictions that hold them. */
  leased: number;
  running: number;
  coolUntil: number;
  /** Busy answers in a row. */
  refusals: number;
  breaker: Breaker;
  /** The one prediction that tries a half-open backend. */
  probe: string | null;
  /** Moving average over those that succeeded; null: none did. */
  meanRunMs: number | null;
}

/** What is stored of a load: what its leases do not say. */
export type Health = Pick<Load, "coolUntil" | "breaker" | "meanRunMs">;

/** The weight of the latest run time in the average. */
const runWeight = 0.2;

export function idleLoad(health?: Health): Load {
  return {
    leased: 0,
    running: 0,
    coolUntil: 0,
    refusals: 0,
    breaker: closedBreaker(),
    probe: null,
    meanRunMs: null,
    ...health,
  };
}

/** A backend that lets nobody else try it has no room. */
export function isOpen({ breaker, probe }: Load, now: number): boolean {
  const state = breakerState(breaker, now);
  return state === "open" || (state === "half_open" && probe !== null);
}

export function noteRun(load: Load, runMs: number): void {
  load.meanRunMs =
    load.meanRunMs === null ? runMs : load.meanRunMs + runWeight * (runMs - load.meanRunMs);
}

/** What is worth storing of the loads. */
export function healthOf(loads: ReadonlyMap<string, Load>): Record<string, Health> {
  const told = [...loads].filter(
    ([, { coolUntil, breaker, meanRunMs }]) =>
      coolUntil > 0 || breaker.failures + breaker.opens > 0 || meanRunMs !== null,
  );
  return Object.fromEntries(
    told.map(([id, { coolUntil, breaker, meanRunMs }]) => [id, { coolUntil, breaker, meanRunMs }]),
  );
}
