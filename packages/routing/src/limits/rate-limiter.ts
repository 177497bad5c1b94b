import type { RateLimit } from "@headgate/shared";

/** What a caller may still do, after the call that was just counted. */
export interface Quota {
  /** So many calls at once at most. */
  limit: number;
  remaining: number;
  /** When all of them are there again, epoch milliseconds. */
  fullAt: number;
  /** Null: the call may go on. Otherwise when the next one may come. */
  retryAfterMs: number | null;
}

/**
 * Token buckets, one a key, each kept as one number: when it will be full again (the generic cell rate algorithm). A bucket that is not
 * there is full, so that those used longest ago can be dropped: they are in the older of two maps, which goes as a whole when the newer one
 * has its half of `maxKeys`. (One map in the order of use would do in theory; finding its first key takes V8 as long as it has holes.)
 */
export class RateLimiter {
  #newer = new Map<string, number>();
  #older = new Map<string, number>();
  readonly #maxKeys: number;

  constructor({ maxKeys }: { maxKeys: number }) {
    this.#maxKeys = maxKeys;
  }

  /** Counts a call at `now` (epoch milliseconds), unless there is no room for it. A key has the same limit at every call. */
  take(key: string, { requests_per_s: rate, burst }: RateLimit, now: number): Quota {
    const intervalMs = 1000 / rate;
    const roomMs = burst * intervalMs;
    const fullAt = Math.max(this.#newer.get(key) ?? this.#older.get(key) ?? now, now);
    const usedMs = fullAt + intervalMs - now;
    if (usedMs > roomMs + slackMs) {
      // Whoever goes on calling is not forgotten.
      this.#keep(key, fullAt);
      const retryAfterMs = Math.ceil(usedMs - roomMs);
      return { limit: burst, remaining: 0, fullAt: Math.ceil(fullAt), retryAfterMs };
    }
    this.#keep(key, fullAt + intervalMs);
    const remaining = Math.floor((roomMs - usedMs + slackMs) / intervalMs);
    return { limit: burst, remaining, fullAt: Math.ceil(fullAt + intervalMs), retryAfterMs: null };
  }

  #keep(key: string, fullAt: number): void {
    this.#newer.set(key, fullAt);
    if (this.#newer.size <= this.#maxKeys / 2) return;
    this.#older = this.#newer;
    this.#newer = new Map();
  }
}

/** Epoch milliseconds with fractions are exact to a quarter of a microsecond; a full bucket must not miss a call for that. */
const slackMs = 0.002;
