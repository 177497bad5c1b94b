export interface Backoff {
  baseMs: number;
  maxMs: number;
}

/** Doubles from `baseMs` with each attempt (counted from 1), up to `maxMs`. */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff): number {
  return Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
}
