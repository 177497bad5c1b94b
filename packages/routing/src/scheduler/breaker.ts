import { backoffMs } from "../backoff.ts";

/** Whether a backend is worth trying. Plain data: the gate stores it as it is. */
export interface Breaker {
  /** In a row, while it is closed. */
  failures: number;
  /** How often in a row it was opened. */
  opens: number;
  /** Null: it is closed. Afterwards it is half open: one prediction may try. */
  openUntil: number | null;
}

export type BreakerState = "closed" | "open" | "half_open";

export const breakerLimits = {
  /** So many failures in a row open it. */
  failures: 5,
  open: { baseMs: 5_000, maxMs: 60_000 },
} as const;

export function closedBreaker(): Breaker {
  return { failures: 0, opens: 0, openUntil: null };
}

export function breakerState({ openUntil }: Breaker, now: number): BreakerState {
  if (openUntil === null) return "closed";
  return now < openUntil ? "open" : "half_open";
}

/**
 * The backend failed a prediction. Opens the breaker after enough failures in a row, and for twice as long when the one that tried a
 * half-open backend (`isProbe`) fails. True where the state changed; failures of what it had begun before change nothing while it is open.
 */
export function noteFailure(breaker: Breaker, isProbe: boolean, now: number): boolean {
  if (breaker.openUntil !== null) {
    if (!isProbe) return false;
  } else {
    breaker.failures += 1;
    if (breaker.failures < breakerLimits.failures) return false;
  }
  breaker.opens += 1;
  breaker.openUntil = now + backoffMs(breaker.opens, breakerLimits.open);
  return true;
}

/** The backend answered. True where that closed the breaker. */
export function noteSuccess(breaker: Breaker): boolean {
  const wasOpen = breaker.openUntil !== null;
  Object.assign(breaker, closedBreaker());
  return wasOpen;
}
