/** More came than a backend may be given. */
export interface Excess {
  at: number;
  id: string;
  counted: number;
  allowed: number;
  /** What it worked on. */
  running: Running[];
}

export interface Running {
  id: string;
  conduct: string;
  /** How many slots it takes. */
  cost: number;
  ageMs: number;
  isCounted: boolean;
}

interface Run {
  conduct: string;
  /** How many slots it takes. */
  cost: number;
  startedAt: number;
  /** Nobody but the backend can know that it is still at work on it. */
  isForsaken: boolean;
}

/**
 * What a backend works on, as it sees it, against how much it may be given. A run counts from when it is put there to its end. It stops
 * counting where the backend itself broke the agreement about it (answered that it would not have it, or nothing that can be read, or did
 * not stop when it was told to), and when it lasts so long that its lease may be over: from then on its slot is rightly somebody else's.
 * A repeat that is answered properly makes it count again.
 */
export class Slots {
  readonly #runs = new Map<string, Run>();
  readonly #countedMs: number;
  readonly excesses: Excess[] = [];
  highest = 0;

  constructor(countedMs: number) {
    this.#countedMs = countedMs;
  }

  has(id: string): boolean {
    return this.#runs.has(id);
  }

  get working(): number {
    return this.#runs.size;
  }

  get counted(): number {
    const oldest = Date.now() - this.#countedMs;
    let counted = 0;
    for (const { cost, isForsaken, startedAt } of this.#runs.values()) {
      if (!isForsaken && startedAt > oldest) counted += cost;
    }
    return counted;
  }

  /** A prediction that it does not have is put to it. */
  arrive(id: string, cost: number, allowed: number): void {
    const counted = this.counted + cost;
    this.highest = Math.max(this.highest, counted);
    if (counted > allowed) {
      this.excesses.push({ at: Date.now(), id, counted, allowed, running: this.#list() });
    }
  }

  begin(id: string, cost: number, conduct: string): void {
    this.#runs.set(id, { conduct, cost, startedAt: Date.now(), isForsaken: false });
  }

  forsake(id: string): void {
    const run = this.#runs.get(id);
    if (run !== undefined) run.isForsaken = true;
  }

  reclaim(id: string): void {
    const run = this.#runs.get(id);
    if (run !== undefined) run.isForsaken = false;
  }

  end(id: string): void {
    this.#runs.delete(id);
  }

  /** As a crash does. */
  forgetAll(): void {
    this.#runs.clear();
  }

  #list(): Running[] {
    return [...this.#runs].map(([id, { startedAt, ...run }]) => {
      const ageMs = Date.now() - startedAt;
      return { ...run, id, ageMs, isCounted: !run.isForsaken && ageMs < this.#countedMs };
    });
  }
}
