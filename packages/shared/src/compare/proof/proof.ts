import { compileFlat } from "../../schema/evaluate/compile-flat.ts";
import type { SchemaNode } from "../../schema/evaluate/schema-node.ts";
import { type FlatNode, type FlatSchema, targetOf } from "../../schema/flat-schema.ts";
import { isObject } from "../../schema/json/json.ts";
import { Defaults, type Fillings } from "./defaults.ts";
import type { Literal } from "./fact.ts";
import { Identity, type Side } from "./identity.ts";

/** Steps of one comparison, each about as much work as a check of a small value. */
const maxSteps = 25_000;
const maxChecks = 4_500;
/** What a check of one value may cost, in steps of the evaluator. */
const maxCheckSteps = 20_000;

/** What is known of a place of the value: what it is to be, and how defaults reach it. */
export interface Claim {
  literals: readonly Literal[];
  fillings: Fillings;
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
  readonly schemas: readonly [FlatSchema, FlatSchema];
  readonly identity: Identity;
  readonly defaults = new Defaults();
  readonly #compiled = new WeakMap<object, SchemaNode>();
  #steps = maxSteps;
  #checks = maxChecks;

  constructor(smaller: FlatSchema, larger: FlatSchema) {
    this.schemas = [smaller, larger];
    this.identity = new Identity(this.schemas);
  }

  /** Whether the two say the same in the same words. */
  areSame(): boolean {
    const [smaller, larger] = this.schemas;
    return this.identity.fillIdOf(smaller, 0) === this.identity.fillIdOf(larger, 1);
  }

  lookUp(side: Side, reference: unknown): FlatNode {
    return targetOf(this.schemas[side], String(reference));
  }

  /** False where the steps have come to their end. */
  spend(steps = 1): boolean {
    this.#steps -= steps;
    return this.#steps >= 0;
  }

  /** Whether the literals hold for the value as each side sees it; null where that is not known. */
  holds({ literals, fillings }: Claim, value: unknown): boolean | null {
    const views = this.defaults.fill(fillings, value);
    let unsure = false;
    for (const literal of literals) {
      const accepted = this.#accepts(literal, views[literal.side]);
      if (accepted === literal.not) return false;
      if (accepted === null) unsure = true;
    }
    return unsure ? null : true;
  }

  /** Null where the schema is too complex for the value, or the work is to end. */
  #accepts({ node, side }: Literal, value: unknown): boolean | null {
    if (!isObject(node)) return node;
    this.#checks -= 1;
    if (this.#checks < 0 || !this.spend()) return null;
    const compiled = this.#compiled.get(node) ?? compileFlat(this.schemas[side], node);
    this.#compiled.set(node, compiled);
    try {
      return compiled.check(value, { stepsLeft: maxCheckSteps, report: null }, null);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}
