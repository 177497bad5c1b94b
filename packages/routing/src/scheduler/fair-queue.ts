import type { Priority } from "@headgate/shared";

import { Heap } from "./heap.ts";
import { PriorityClass, type Before, type Waiting } from "./priority-class.ts";

/** A priority counts as one better for each of these that its oldest prediction has waited. */
export const agingMs = 60_000;

interface RankedClass<Item extends Waiting> {
  readonly priority: Priority;
  readonly waiting: PriorityClass<Item>;
  /** What the class was served, by cost, on the clock that the classes share. */
  tag: number;
}

/**
 * What waits for a slot. Priority 0 goes first; a class whose oldest prediction has waited for long counts as a better one, and classes
 * that count the same take turns by cost. Inside a class tokens share by cost, and one token's predictions keep their order.
 */
export class FairQueue<Item extends Waiting> {
  readonly #classes: readonly [RankedClass<Item>, RankedClass<Item>, RankedClass<Item>] = [
    { priority: 0, waiting: new PriorityClass(), tag: 0 },
    { priority: 1, waiting: new PriorityClass(), tag: 0 },
    { priority: 2, waiting: new PriorityClass(), tag: 0 },
  ];
  /** Those that may not be served yet. */
  readonly #delayed = new Heap<Item>((a, b) => a.notBefore - b.notBefore || a.seq - b.seq);
  #clock = 0;

  get length(): number {
    return this.#classes.reduce((sum, { waiting }) => sum + waiting.length, this.#delayed.size);
  }

  /** Whether one could be served, if there were a slot. */
  get isReady(): boolean {
    return this.#classes.some(({ waiting }) => waiting.length > 0);
  }

  /** When the next delayed one may be served, in epoch milliseconds; infinity: none is delayed. */
  get wakesAt(): number {
    return this.#delayed.least?.notBefore ?? Infinity;
  }

  /** How many of each priority wait. */
  get lengths(): [number, number, number] {
    const [first, second, third] = this.#classes;
    const lengths: [number, number, number] = [
      first.waiting.length,
      second.waiting.length,
      third.waiting.length,
    ];
    for (const { priority } of this.#delayed) lengths[priority] += 1;
    return lengths;
  }

  /** One that was served before takes its old place, and its token is given back what that cost it. */
  add(item: Item): void {
    if (item.notBefore > 0) this.#delayed.add(item);
    else this.#enter(item);
  }

  /** Nothing happens where it does not wait. */
  remove(item: Item): void {
    if (this.#delayed.has(item)) this.#delayed.remove(item);
    else this.#classes[item.priority].waiting.remove(item);
  }

  /** Notes that a prediction is served, whether or not it waited: where it does, before it is removed. */
  charge(item: Item): void {
    const ranked = this.#classes[item.priority];
    ranked.waiting.charge(item);
    const start = ranked.waiting.length > 0 ? ranked.tag : Math.max(ranked.tag, this.#clock);
    this.#clock = Math.max(this.#clock, start);
    ranked.tag = start + item.cost;
  }

  /** Lets those that were delayed until now be served. */
  wake(now: number): void {
    for (let item = this.#delayed.least; item !== undefined; item = this.#delayed.least) {
      if (item.notBefore > now) return;
      this.#delayed.remove(item);
      this.#enter(item);
    }
  }

  /** The first of each line, in the order in which they are served; the queue must not change meanwhile. */
  *heads(now: number): Generator<Item> {
    for (const { waiting } of this.#ranked(now)) yield* waiting.heads();
  }

  /** What is served before `item`, whether or not it waits, as long as nothing else comes and no class ages. */
  before(item: Waiting, now: number): Before {
    const before = { count: 0, cost: 0 };
    for (const { priority, waiting } of this.#ranked(now, item.priority)) {
      const own = priority === item.priority;
      const { count, cost } = own ? waiting.before(item) : countAll(waiting);
      before.count += count;
      before.cost += cost;
      if (own) break;
    }
    return before;
  }

  #enter(item: Item): void {
    const ranked = this.#classes[item.priority];
    if (ranked.waiting.length === 0) ranked.tag = Math.max(ranked.tag, this.#clock);
    const owed = item.epoch > 0 ? item.cost : 0;
    ranked.waiting.add(item, owed);
    ranked.tag -= owed;
  }

  /** The classes in which somebody waits, and `also` one in which perhaps nobody does, best first. */
  #ranked(now: number, also: number | null = null): RankedClass<Item>[] {
    const rankOf = ({ priority, waiting }: RankedClass<Item>): number => {
      const waitedMs = Math.max(0, now - (waiting.oldest?.admittedAt ?? now));
      return Math.max(0, priority - Math.floor(waitedMs / agingMs));
    };
    return this.#classes
      .filter(({ priority, waiting }) => waiting.length > 0 || priority === also)
      .toSorted((a, b) => rankOf(a) - rankOf(b) || a.tag - b.tag || a.priority - b.priority);
  }
}

function countAll({ length, cost }: { length: number; cost: number }): Before {
  return { count: length, cost };
}
