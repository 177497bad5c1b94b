import { type Run, spend } from "./run.ts";

/**
 * Which properties and items of one value some schema has looked at: what the standard calls evaluated,
 * and `unevaluatedProperties` and `unevaluatedItems` ask for.
 */
export class Seen {
  allNames = false;
  allItems = false;
  /** Items before this index are seen. */
  prefix = 0;
  readonly names = new Set<string>();
  readonly indexes = new Set<number>();

  hasName(name: string): boolean {
    return this.allNames || this.names.has(name);
  }

  hasIndex(index: number): boolean {
    return this.allItems || index < this.prefix || this.indexes.has(index);
  }

  merge(other: Seen, run: Run): void {
    spend(run, other.names.size + other.indexes.size);
    this.allNames ||= other.allNames;
    this.allItems ||= other.allItems;
    this.prefix = Math.max(this.prefix, other.prefix);
    for (const name of other.names) this.names.add(name);
    for (const index of other.indexes) this.indexes.add(index);
  }
}
