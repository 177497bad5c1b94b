import { type Fact, factsOf, type ValueType } from "../proof/fact.ts";
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
  const least = factsOf(facts, "size").map((fact) => fact.least);
  const beyond = factsOf(facts, "size", true).map((fact) => fact.least);
  return { least: Math.max(0, ...least), most: Math.min(...beyond) - 1 };
}
