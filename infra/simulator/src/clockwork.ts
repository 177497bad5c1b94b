import { Heap } from "@headgate/routing/scheduler";

interface Appointment {
  atMs: number;
  order: number;
  act: () => void;
}

/** A clock that jumps from one thing to be done to the next. What is due at the same moment is done in the order in which it was asked. */
export class Clockwork {
  #nowMs = 0;
  #orders = 0;
  readonly #appointments = new Heap<Appointment>((a, b) => a.atMs - b.atMs || a.order - b.order);

  get nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, act: () => void): void {
    this.#orders += 1;
    this.#appointments.add({ atMs: Math.max(atMs, this.#nowMs), order: this.#orders, act });
  }

  /** Until nothing is left to be done. */
  run(): void {
    for (let next = this.#appointments.least; next; next = this.#appointments.least) {
      this.#appointments.remove(next);
      this.#nowMs = next.atMs;
      next.act();
    }
  }
}
