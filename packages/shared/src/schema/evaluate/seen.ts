import { type Run, spend } from "./run.ts";

/** What it takes to note a name, in steps of the run. */
const stepsOfName = 4;

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

  addName(name: string, run: Run): void {
    spend(run, stepsOfName);
    this.names.add(name);
  }

  hasName(name: string): boolean {
    return this.allNames || this.names.has(name);
  }

  hasIndex(index: number): boolean {
    return this.allItems || index < this.prefix || this.indexes.has(index);
  }

  merge(other: Seen, run: Run): void {
    spend(run, stepsOfName * (other.names.size + other.indexes.size));
    this.allNames ||= other.allNames;
    this.allItems ||= other.allItems;
    this.prefix = Math.max(this.prefix, other.prefix);
    for (const name of other.names) this.names.add(name);
    for (const index of other.indexes) this.indexes.add(index);
  }
}
