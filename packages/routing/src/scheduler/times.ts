export const scheduleTimes = {
  /** A lease that nobody says was dispatched is sent again after this. */
  resendMs: 15_000,
  /** A dispatched one is sent again after this, then after twice as long each time: its callback may be lost. */
  checkMs: 60_000,
  /** A direct lease lasts this long unless its owner renews it. */
  directLeaseMs: 30_000,
  /** A detached lease that a Worker has claimed lasts this long unless it is renewed. */
  claimedLeaseMs: 60_000,
  /** How long over the run time-out a detached lease lasts, for the backend's own stop to arrive first. */
  expiryMarginMs: 10_000,
  /** How long a backend has to confirm a cancel. */
  cancelGraceMs: 30_000,
} as const;

/**
 * The next moment after `after` at which a detached lease that started at `startedAt` is sent again: 15 s, 1 min, 3 min, 7 min …
 * A backend that has it answers with its state and does nothing, one that lost it starts over.
 */
export function checkAt(startedAt: number, after: number): number {
  const first = startedAt + scheduleTimes.resendMs;
  if (first > after) return first;
  const checks = Math.floor(Math.log2((after - startedAt) / scheduleTimes.checkMs + 1)) + 1;
  return startedAt + scheduleTimes.checkMs * (2 ** Math.max(1, checks) - 1);
}
