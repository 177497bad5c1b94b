/** It holds as many retries as the backends have slots, so that a crash with everything in flight can be repeated; this at least. */
const leastRetries = 10;
/** How long it takes to fill by itself. */
const refillMs = 60_000;

/**
 * How many predictions that may have started may be started again: a token bucket, fed by each admission and slowly by time. It keeps
 * retries from multiplying the load when everything fails.
 */
export class RetryBudget {
  #retries = Infinity;
  #filledAt = 0;

  /** A prediction was admitted: `share` of a retry more. */
  feed(share: number): void {
    this.#retries += share;
  }

  /** Takes a retry. False where there is none. `slots` is what all backends together have. */
  take({ slots, now }: { slots: number; now: number }): boolean {
    const most = Math.max(leastRetries, slots);
    const refill = (Math.max(0, now - this.#filledAt) / refillMs) * most;
    this.#retries = Math.min(most, this.#retries + refill);
    this.#filledAt = now;
    if (this.#retries < 1) return false;
    this.#retries -= 1;
    return true;
  }
}
