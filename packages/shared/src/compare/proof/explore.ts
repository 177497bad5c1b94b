import { canonicalText } from "../../schema/json/canonical-text.ts";
import { findWitnesses } from "../witness/find-witnesses.ts";
import { isHopeless } from "../witness/is-hopeless.ts";
import {
  complementOf,
  factKeys,
  factsOf,
  type Literal,
  type ValueType,
  valueTypes,
} from "./fact.ts";
import type { Claim, Findings, Proof } from "./proof.ts";
import { isRuledOut } from "./search.ts";

const maxDepth = 70;
/** Values kept of a claim that says where a break is, of each type; and of one that only has to be filled. */
const maxBreaks = 48;
const maxFillers = 3;
/** Values kept of one way to make a scalar break. */
const maxAlike = 2;
const nothingFound: Findings = { empty: true, values: [] };
const notSearched: Findings = { empty: false, values: [] };

/**
 * Looks for values of a claim, or proves that there are none. A claim that comes back inside itself
 * counts as empty there: a smallest value of it cannot hold another one.
 */
export class Explorer {
  readonly proof: Proof;
  readonly #known = new Map<string, Findings>();
  /** Claims being looked at, with their depths. */
  readonly #open = new Map<string, number>();
  /** The least depth of an open claim that was taken for empty. */
  #assumed = Infinity;

  constructor(proof: Proof) {
    this.proof = proof;
  }

  explore(claim: Claim): Findings {
    const keyOf = factKeys(this.proof.identity, differ(this.proof, claim));
    const literals = new Map<string, Literal>();
    for (const literal of claim.literals) literals.set(keyOf(literal), literal);
    if ([...literals.keys()].some((key) => literals.has(complementOf(key)))) return nothingFound;
    const key =
      [...literals.keys()].toSorted().join() + JSON.stringify(fillingIds(this.proof, claim));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const openAt = this.#open.get(key);
    if (openAt !== undefined) {
      this.#assumed = Math.min(this.#assumed, openAt);
      return nothingFound;
    }
    if (this.#open.size > maxDepth || !this.proof.spend()) return notSearched;
    return this.#exploreOnce(key, { ...claim, literals: [...literals.values()] });
  }

  #exploreOnce(key: string, claim: Claim): Findings {
    const depth = this.#open.size;
    const assumedBefore = this.#assumed;
    this.#assumed = Infinity;
    this.#open.set(key, depth);
    const findings = this.#searchTypes(claim);
    this.#open.delete(key);
    const ownAssumption = this.#assumed >= depth;
    if (ownAssumption || !findings.empty) this.#known.set(key, findings);
    this.#assumed = ownAssumption ? assumedBefore : Math.min(assumedBefore, this.#assumed);
    return findings;
  }

  #searchTypes(claim: Claim): Findings {
    const found = new Map<string, unknown>();
    const isBreak = claim.literals.some(({ side }) => side === 1);
    let empty = true;
    for (const type of valueTypes) {
      if (!isBreak && found.size >= maxFillers)
        return { empty: false, values: [...found.values()] };
      empty = this.#searchSafely(claim, type, found) && empty;
    }
    const values = [...found.entries()]
      .toSorted(([a], [b]) => a.length - b.length)
      .map(([, value]) => value);
    return { empty: empty && values.length === 0, values };
  }

  /** A stack or defaults that came to their end leave the type open. */
  #searchSafely(claim: Claim, type: ValueType, found: Map<string, unknown>): boolean {
    const open = [...this.#open];
    try {
      return this.#searchType(claim, type, found);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#open.clear();
      for (const [key, depth] of open) this.#open.set(key, depth);
      return false;
    }
  }

  #searchType(claim: Claim, type: ValueType, found: Map<string, unknown>): boolean {
    const { proof } = this;
    const isBreak = claim.literals.some(({ side }) => side === 1);
    const most = isBreak ? found.size + maxBreaks : maxFillers;
    const keyOf = factKeys(proof.identity, isContainer(type) && differ(proof, claim));
    const quest = { explorer: this, claim, type };
    return isRuledOut(
      {
        type,
        isHopeless: (facts) => isHopeless(quest, facts),
        keyOf,
        lookUp: (side, reference) => proof.lookUp(side, reference),
        spend: (steps) => found.size < most && proof.spend(steps),
        isEmpty: (facts) => {
          const witnesses = findWitnesses(quest, facts);
          if (witnesses.empty) return true;
          let refused = true;
          const isListed = factsOf(facts, "value").length > 0;
          const enough = isContainer(type) || isListed ? most : found.size + maxAlike;
          for (const value of witnesses.values) {
            if (found.size >= Math.min(enough, most)) return false;
            const holds = proof.holds(claim, value);
            if (holds !== false) refused = false;
            if (holds === true) found.set(canonicalText(value), value);
          }
          return refused && witnesses.complete;
        },
      },
      claim.literals,
    );
  }
}

function isContainer(type: ValueType): boolean {
  return type === "array" || type === "object";
}

/** Whether defaults may make the value look different to the two schemas. */
function differ(proof: Proof, claim: Claim): boolean {
  const [smaller, larger] = fillingIds(proof, claim);
  return smaller.join() !== larger.join();
}

function fillingIds(
  { identity }: Proof,
  { fillings: [smaller, larger] }: Claim,
): [number[], number[]] {
  return [
    smaller.map(({ schema }) => identity.fillIdOf(schema, 0)),
    larger.map(({ schema }) => identity.fillIdOf(schema, 1)),
  ];
}
