/** One that died with its Worker is not waited for longer than this. */
const abandonedMs = 2_000;

export interface Gatherer<Item> {
  background: (work: Promise<unknown>) => void;
  handOn: (items: Item[]) => void | Promise<void>;
}

/** What the requests of an isolate bring, handed on together a moment later by whoever came first. It is lost with the isolate. */
export class Gathering<Item> {
  readonly #collectMs: number;
  #items: Item[] = [];
  #handedOnBefore = 0;

  constructor({ collectMs }: { collectMs: number }) {
    this.#collectMs = collectMs;
  }

  add(item: Item, { background, handOn }: Gatherer<Item>): void {
    this.#items.push(item);
    const now = Date.now();
    if (now < this.#handedOnBefore) return;
    this.#handedOnBefore = now + this.#collectMs + abandonedMs;
    background(this.#collect(handOn));
  }

  async #collect(handOn: Gatherer<Item>["handOn"]): Promise<void> {
    await scheduler.wait(this.#collectMs);
    this.#handedOnBefore = 0;
    const items = this.#items;
    this.#items = [];
    await handOn(items);
  }
}
