import type { Fact, ValueType } from "../proof/fact.ts";
import type { Claim, Findings, Proof } from "../proof/proof.ts";

/** What values may have all facts of a branch. */
export interface Witnesses {
  /** Proven: there is none. */
  empty: boolean;
  /** Not checked yet. */
  values: unknown[];
  /** Whether there is no value but these. */
  complete: boolean;
}

/** The claim and type that the facts are about. */
export interface Quest {
  explorer: { explore: (claim: Claim) => Findings; proof: Proof };
  claim: Claim;
  type: ValueType;
}

export type Finder = (quest: Quest, facts: readonly Fact[]) => Witnesses;

export const noWitness: Witnesses = { empty: true, values: [], complete: true };

export function someOf(values: unknown[]): Witnesses {
  return { empty: false, values, complete: false };
}

export function allOf(values: unknown[]): Witnesses {
  return { empty: values.length === 0, values, complete: true };
}

/** The least and most size that the facts allow. */
export function sizeRange(facts: readonly Fact[]): { least: number; most: number } {
  const range = { least: 0, most: Infinity };
  for (const fact of facts) {
    if (fact.is !== "size") continue;
    range.least = Math.max(range.least, fact.least);
    range.most = Math.min(range.most, fact.most);
  }
  return range;
}
