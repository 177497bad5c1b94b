/** Items of which the smallest is at hand. What an item is compared by may change, where `update` is called right after. */
export class Heap<Item> implements Iterable<Item> {
  readonly #compare: (a: Item, b: Item) => number;
  readonly #items: Item[] = [];
  readonly #places = new Map<Item, number>();

  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#items.length;
  }

  get least(): Item | undefined {
    return this.#items[0];
  }

  has(item: Item): boolean {
    return this.#places.has(item);
  }

  add(item: Item): void {
    this.#put(item, this.#items.length);
    this.update(item);
  }

  /** Nothing happens where it is not in the heap. */
  remove(item: Item): void {
    const at = this.#places.get(item);
    if (at === undefined) return;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#put(last, at);
    this.update(last);
  }

  /** Finds the place of an item whose order has changed. */
  update(item: Item): void {
    const at = this.#places.get(item);
    if (at !== undefined && this.#rise(item, at) === at) this.#sink(item, at);
  }

  /** In no order. */
  [Symbol.iterator](): Iterator<Item> {
    return this.#items.values();
  }

  /** From the smallest on. Taking the first few costs no more than they are; the heap must not change meanwhile. */
  *inOrder(): Generator<Item> {
    const open = [0];
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      const item = this.#items[at];
      if (item === undefined) continue;
      yield item;
      for (const child of [2 * at + 1, 2 * at + 2]) this.#insert(open, child);
    }
  }

  #insert(open: number[], at: number): void {
    const item = this.#items[at];
    if (item === undefined) return;
    const later = open.findIndex((other) => this.#isBefore(at, other));
    open.splice(later === -1 ? open.length : later, 0, at);
  }

  #isBefore(at: number, other: number): boolean {
    const a = this.#items[at];
    const b = this.#items[other];
    return a !== undefined && b !== undefined && this.#compare(a, b) < 0;
  }

  #rise(item: Item, from: number): number {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = this.#items[parent];
      if (above === undefined || this.#compare(item, above) >= 0) break;
      this.#put(above, at);
      at = parent;
    }
    this.#put(item, at);
    return at;
  }

  #sink(item: Item, from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      const below = this.#items[child];
      if (below === undefined || this.#compare(below, item) >= 0) break;
      this.#put(below, at);
      at = child;
    }
    this.#put(item, at);
  }

  #put(item: Item, at: number): void {
    this.#items[at] = item;
    this.#places.set(item, at);
  }
}
