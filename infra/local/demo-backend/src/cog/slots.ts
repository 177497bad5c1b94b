import type { LivePrediction } from "./prediction.ts";

/** What a test may read of a running server. */
export interface Counters {
  inFlight: number;
  /** Most predictions that were ever in flight at once. */
  highestInFlight: number;
  /** Ids of the predictions that got a slot, in order of arrival; the last 100,000 at least. */
  startedIds: readonly string[];
}

const keptIds = 100_000;

/** The concurrency slots of one server. Over capacity there is no queue, as in Cog. */
export class Slots {
  readonly #capacity: number;
  readonly #live = new Map<string, LivePrediction>();
  readonly #startedIds: string[] = [];
  #highestInFlight = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isFull(): boolean {
    return this.#live.size >= this.#capacity;
  }

  get counters(): Counters {
    return {
      inFlight: this.#live.size,
      highestInFlight: this.#highestInFlight,
      startedIds: this.#startedIds,
    };
  }

  find(id: string): LivePrediction | undefined {
    return this.#live.get(id);
  }

  take(prediction: LivePrediction): void {
    this.#live.set(prediction.state.id, prediction);
    this.#highestInFlight = Math.max(this.#highestInFlight, this.#live.size);
    this.#startedIds.push(prediction.state.id);
    if (this.#startedIds.length > 2 * keptIds) this.#startedIds.splice(0, keptIds);
  }

  free(id: string): void {
    this.#live.delete(id);
  }

  abortAll(): void {
    for (const prediction of this.#live.values()) prediction.abort.abort();
  }
}
