interface Kept<Value> {
  value: Value;
  until: number;
}

/** Values kept in the isolate for a while, the oldest dropped first. */
export class TimedCache<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #ttlMs: number;
  readonly #maxEntries: number;

  constructor({ ttlMs, maxEntries }: { ttlMs: number; maxEntries: number }) {
    this.#ttlMs = ttlMs;
    this.#maxEntries = maxEntries;
  }

  get(key: string, now: number): Value | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && kept.until > now ? kept.value : undefined;
  }

  set(key: string, value: Value, now: number): void {
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: now + this.#ttlMs });
    if (this.#kept.size <= this.#maxEntries) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}
