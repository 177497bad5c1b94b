import type { Priority } from "@headgate/shared";

import { Heap } from "./heap.ts";
import { Line } from "./line.ts";

/** What the queue knows of a prediction that waits. */
export interface Waiting {
  /** Order of admission. */
  readonly seq: number;
  readonly tokenId: string;
  readonly priority: Priority;
  readonly cost: number;
  /** Epoch milliseconds. */
  readonly admittedAt: number;
  /** It may not be served earlier; 0: at any time. */
  readonly notBefore: number;
  /** How often it has been served. */
  readonly epoch: number;
}

/** How much goes before a place in the queue. */
export interface Before {
  count: number;
  cost: number;
}

/** The predictions of one token, in order of admission. */
interface TokenLine<Item extends Waiting> {
  readonly tokenId: string;
  readonly items: Line<Item>;
  /** The virtual time at which the head is served: what the token was served before, by cost. */
  tag: number;
  cost: number;
}

/** Tokens that have nothing waiting are forgotten in bundles. */
const forgetAtLeast = 1024;

/**
 * The predictions of one priority: in order of admission for each token, and in fair shares of cost between tokens (start-time fair
 * queueing: Goyal, Vin, Cheng 1996). The line with the lowest tag is served next; a token that comes anew starts where the others are.
 */
export class PriorityClass<Item extends Waiting> {
  length = 0;
  cost = 0;
  readonly #lines = new Map<string, TokenLine<Item>>();
  readonly #byTag = new Heap<TokenLine<Item>>((a, b) => a.tag - b.tag || headOf(a) - headOf(b));
  readonly #bySeq = new Heap<TokenLine<Item>>((a, b) => headOf(a) - headOf(b));
  /** Tags of tokens that have nothing waiting. */
  readonly #tags = new Map<string, number>();
  /** The highest tag at which one was served. */
  #clock = 0;

  /** The one that was admitted first. */
  get oldest(): Item | undefined {
    return this.#bySeq.least?.items.head;
  }

  /** `owed` is the cost of having been served in vain. */
  add(item: Item, owed: number): void {
    const line = this.#lines.get(item.tokenId) ?? this.#open(item.tokenId);
    line.items.add(item);
    line.cost += item.cost;
    line.tag -= owed;
    this.length += 1;
    this.cost += item.cost;
    if (line.items.head === item || owed > 0) this.#place(line);
  }

  /** False, and nothing happens, where it does not wait. */
  remove(item: Item): boolean {
    const line = this.#lines.get(item.tokenId);
    const head = line?.items.head;
    if (line === undefined || !line.items.remove(item)) return false;
    line.cost -= item.cost;
    this.length -= 1;
    this.cost -= item.cost;
    if (line.items.length === 0) this.#close(line);
    else if (head === item) this.#place(line);
    return true;
  }

  /** Notes that a token was served. */
  charge({ tokenId, cost }: Item): void {
    const line = this.#lines.get(tokenId);
    const start = line?.tag ?? this.#startOf(tokenId);
    this.#clock = Math.max(this.#clock, start);
    if (line === undefined) this.#remember(tokenId, start + cost);
    else {
      line.tag = start + cost;
      this.#byTag.update(line);
    }
  }

  /** The first of each token, in the order in which they are served while nothing fits. */
  *heads(): Generator<Item> {
    for (const { items } of this.#byTag.inOrder()) if (items.head !== undefined) yield items.head;
  }

  /**
   * What is served before `item`, whether or not it waits, as long as nothing else comes. Exact where each token's predictions cost the
   * same; else each is taken to cost as much as its token's do on average.
   */
  before(item: Waiting): Before {
    const own = this.#lines.get(item.tokenId);
    const count = own?.items.countBefore(item.seq) ?? 0;
    const before = { count, cost: count * meanCost(own) };
    const tag = (own?.tag ?? this.#startOf(item.tokenId)) + before.cost;
    for (const line of this.#byTag) {
      if (line === own || line.tag > tag) continue;
      const served = servedBefore(line, { tag, seq: item.seq });
      before.count += served;
      before.cost += served * meanCost(line);
    }
    return before;
  }

  #startOf(tokenId: string): number {
    return Math.max(this.#tags.get(tokenId) ?? 0, this.#clock);
  }

  #open(tokenId: string): TokenLine<Item> {
    const line = { tokenId, items: new Line<Item>(), tag: this.#startOf(tokenId), cost: 0 };
    this.#lines.set(tokenId, line);
    this.#tags.delete(tokenId);
    return line;
  }

  #close(line: TokenLine<Item>): void {
    this.#lines.delete(line.tokenId);
    this.#byTag.remove(line);
    this.#bySeq.remove(line);
    this.#remember(line.tokenId, line.tag);
  }

  #place(line: TokenLine<Item>): void {
    for (const heap of [this.#byTag, this.#bySeq]) {
      if (heap.has(line)) heap.update(line);
      else heap.add(line);
    }
  }

  /** A tag that the clock has passed says nothing any more. */
  #remember(tokenId: string, tag: number): void {
    this.#tags.set(tokenId, tag);
    if (this.#tags.size < forgetAtLeast || this.#tags.size < 2 * this.#lines.size) return;
    for (const [id, each] of this.#tags) if (each <= this.#clock) this.#tags.delete(id);
  }
}

function headOf({ items }: TokenLine<Waiting>): number {
  return items.head?.seq ?? Infinity;
}

function meanCost(line: TokenLine<Waiting> | undefined): number {
  return line === undefined || line.items.length === 0 ? 1 : line.cost / line.items.length;
}

/** How many of a line are served before one with this tag. At the same tag the one that was admitted first goes first. */
function servedBefore(
  line: TokenLine<Waiting>,
  { tag, seq }: { tag: number; seq: number },
): number {
  const rounds = (tag - line.tag) / meanCost(line);
  if (rounds >= line.items.length) return line.items.length;
  const whole = Math.ceil(rounds);
  const rival = whole === rounds ? line.items.at(whole) : undefined;
  return rival !== undefined && rival.seq < seq ? whole + 1 : whole;
}
