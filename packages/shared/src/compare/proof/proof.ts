import type { FlatNode, FlatSchema } from "../../schema/flat-schema.ts";
import { Defaults, type Filling } from "./defaults.ts";
import { readDocument, targetOf } from "./document.ts";
import type { Literal } from "./fact.ts";
import { Identity, type Side } from "./identity.ts";
import { Judge } from "./judge.ts";

/** Steps of one comparison, each about as much work as a check of a small value. */
const maxSteps = 25_000;
const maxChecks = 4_500;

/** What is known of a place of the value: what it is to be, and how defaults reach it. */
export interface Claim {
  literals: readonly Literal[];
  fillings: readonly [Filling, Filling];
}

/** The outcome of looking for values of a claim. */
export interface Findings {
  /** Proven: there is no such value. */
  empty: boolean;
  /** Values that were checked, simplest first; there may be more, also where there are none here. */
  values: readonly unknown[];
}

/** What all parts of one comparison share. */
export class Proof {
  readonly identity: Identity;
  readonly defaults: readonly [Defaults, Defaults];
  readonly #documents;
  readonly #judges: readonly [Judge, Judge];
  #steps = maxSteps;
  #checks = maxChecks;

  constructor(smaller: FlatSchema, larger: FlatSchema) {
    const documents = [readDocument(smaller), readDocument(larger)] as const;
    this.#documents = documents;
    this.identity = new Identity(documents);
    this.defaults = [new Defaults(documents[0]), new Defaults(documents[1])];
    const spendCheck = (): boolean => {
      this.#checks -= 1;
      return this.#checks >= 0 && this.spend();
    };
    this.#judges = [new Judge(documents[0], spendCheck), new Judge(documents[1], spendCheck)];
  }

  rootOf(side: Side): FlatNode {
    return this.#documents[side].root;
  }

  /** Whether the two say the same in the same words. */
  areSame(): boolean {
    return this.identity.fillIdOf(this.rootOf(0), 0) === this.identity.fillIdOf(this.rootOf(1), 1);
  }

  lookUp(side: Side, reference: unknown): FlatNode {
    return targetOf(this.#documents[side], reference);
  }

  /** False where the steps have come to their end. */
  spend(steps = 1): boolean {
    this.#steps -= steps;
    return this.#steps >= 0;
  }

  /** Whether the literals hold for the value as each side sees it; null where that is not known. */
  holds({ literals, fillings }: Claim, value: unknown): boolean | null {
    const views = [
      this.defaults[0].fill(fillings[0], value),
      this.defaults[1].fill(fillings[1], value),
    ] as const;
    let unsure = false;
    for (const { node, side, not } of literals) {
      const accepted = this.#judges[side].accepts(node, views[side]);
      if (accepted === not) return false;
      if (accepted === null) unsure = true;
    }
    return unsure ? null : true;
  }
}
