/** A receiver that has not answered by then holds up whatever waits behind it. */
export const slowAfterMs = 1_000;
const maxSlow = 3;

/** The hosts that this isolate is waiting for, for longer than a good receiver takes. Nothing else of deliveries is kept in memory. */
export class SlowReceivers {
  readonly #waiting = new Map<string, number>();

  /** Whether so many attempts wait for the host that the next one had better come later. */
  isSlow(host: string): boolean {
    return (this.#waiting.get(host) ?? 0) >= maxSlow;
  }

  /** What the attempt at the host gives; counted while it takes longer than a second. */
  async watch<Result>(host: string, attempt: Promise<Result>): Promise<Result> {
    let isCounted = false;
    const timer = setTimeout(() => {
      isCounted = true;
      this.#add(host, 1);
    }, slowAfterMs);
    try {
      return await attempt;
    } finally {
      clearTimeout(timer);
      if (isCounted) this.#add(host, -1);
    }
  }

  #add(host: string, change: number): void {
    const count = (this.#waiting.get(host) ?? 0) + change;
    if (count === 0) this.#waiting.delete(host);
    else this.#waiting.set(host, count);
  }
}
