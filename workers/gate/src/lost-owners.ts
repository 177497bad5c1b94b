/** An owner who lives connects again within a second of hearing that the gate hung up. */
const reconnectMs = 5_000;

/**
 * Direct predictions that waited when the object woke up with nobody at their sockets. A crash that took gate and owners together tells
 * the gate nothing of it, and each that is not missed takes a slot for the length of a lease.
 */
export class LostOwners {
  #ids: string[];
  #dueAt: number;

  /** `now` is when the object woke up. */
  constructor(ids: string[], now: number) {
    this.#ids = ids;
    this.#dueAt = ids.length === 0 ? Infinity : now + reconnectMs;
  }

  /** When they are given up; infinity where there are none. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Those whose owners have not come back in time: given once. */
  take(now: number, isAwaited: (id: string) => boolean): string[] {
    if (now < this.#dueAt) return [];
    const lost = this.#ids.filter((id) => !isAwaited(id));
    this.#ids = [];
    this.#dueAt = Infinity;
    return lost;
  }
}
