import { type Entry, entryDueAt, healthOf, type Schedule } from "@headgate/routing";
import type { Outcome, PredictionRecord, RoutingReceipt, Ticket } from "@headgate/shared";

import type { Store } from "./store.ts";

/**
 * What the commands of one group changed. An entry that changes twice is written once, unless a command in between needs its row: so
 * rows are reached through here.
 */
export class Changes {
  readonly #store: Store;
  readonly #schedule: Schedule;
  readonly #tickets = new Map<string, Ticket>();
  readonly #outcomes = new Map<string, Outcome>();
  #dueAt = Infinity;
  #sweptAt: number | null = null;

  constructor(store: Store, schedule: Schedule) {
    this.#store = store;
    this.#schedule = schedule;
  }

  /** The entry of `id`, if one is made, is a new row with this ticket. */
  admit(id: string, ticket: Ticket): void {
    this.#tickets.set(id, ticket);
  }

  end(id: string, outcome: Outcome): void {
    this.#outcomes.set(id, outcome);
  }

  /** Something is to be seen to at `at`. */
  callFor(at: number): void {
    this.#dueAt = Math.min(this.#dueAt, at);
  }

  /** Everything that was due at `now` has been seen to. */
  noteSweep(now: number): void {
    this.#sweptAt = now;
  }

  /** Writes one row for each entry that changed, and one for the gate where it did. Gives the first moment called for since the last time; infinity for none. */
  flush(): number {
    this.#write();
    this.#writeGate();
    const dueAt = this.#dueAt;
    this.#dueAt = Infinity;
    return dueAt;
  }

  readRecord(id: string): PredictionRecord | null {
    this.#write();
    return this.#store.readRecords([id])[0] ?? null;
  }

  readTicket(id: string): Ticket {
    return this.#tickets.get(id) ?? this.#store.readTicket(id);
  }

  readReceipt(entry: Entry): RoutingReceipt | null {
    const choice = entry.choice ?? this.#store.readChoice(entry.id);
    return choice === null ? null : { ...choice, attempts: [...entry.attempts] };
  }

  purge(ids: string[]): void {
    if (ids.length === 0) return;
    this.#write();
    this.#store.purge(ids);
  }

  #write(): void {
    for (const entry of this.#schedule.changed) {
      const ticket = this.#tickets.get(entry.id);
      const outcome = this.#outcomes.get(entry.id) ?? null;
      if (ticket === undefined) this.#store.update(entry, outcome);
      else this.#store.insert(entry, ticket, outcome);
      // A direct one's end is answered with it.
      if (entry.mode === "detached") entry.choice = null;
      this.callFor(entryDueAt(entry));
    }
    this.#schedule.changed.clear();
    this.#tickets.clear();
    this.#outcomes.clear();
  }

  #writeGate(): void {
    const health = (): ReturnType<typeof healthOf> => healthOf(this.#schedule.loads);
    if (this.#sweptAt !== null) this.#store.writeSweep(this.#sweptAt, health());
    else if (this.#schedule.healthChanged) this.#store.writeHealth(health());
    this.#sweptAt = null;
    this.#schedule.healthChanged = false;
  }
}
