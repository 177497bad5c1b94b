/** How many places before the head may stand empty before they are given back. */
const maxEmpty = 1024;

/**
 * Items in the order of their `seq`. Taking the head, putting it back and adding at the end cost the same however long the line is: an
 * array alone would move all the others each time.
 */
export class Line<Item extends { readonly seq: number }> implements Iterable<Item> {
  #items: Item[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  get head(): Item | undefined {
    return this.#items[this.#head];
  }

  add(item: Item): void {
    const last = this.#items.at(-1);
    if (last === undefined || last.seq < item.seq) {
      this.#items.push(item);
      return;
    }
    const at = this.#find(item.seq);
    if (at === this.#head && this.#head > 0) {
      this.#head -= 1;
      this.#items[this.#head] = item;
    } else {
      this.#items.splice(at, 0, item);
    }
  }

  /** False, and nothing happens, where it is not in the line. */
  remove(item: Item): boolean {
    const at = this.#find(item.seq);
    if (this.#items[at] !== item) return false;
    if (at === this.#head) this.#dropHead();
    else this.#items.splice(at, 1);
    return true;
  }

  /** The item with `index` others before it. */
  at(index: number): Item | undefined {
    return this.#items[this.#head + index];
  }

  /** How many items stand before `seq`. */
  countBefore(seq: number): number {
    return this.#find(seq) - this.#head;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let at = this.#head; at < this.#items.length; at += 1) {
      const item = this.#items[at];
      if (item !== undefined) yield item;
    }
  }

  /** Where the first item of `seq` or more stands: the end when there is none. */
  #find(seq: number): number {
    let low = this.#head;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #dropHead(): void {
    this.#head += 1;
    if (this.#head <= maxEmpty || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
