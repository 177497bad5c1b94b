import type { FlatNode } from "../../schema/flat-schema.ts";
import { isObject } from "../../schema/json/json.ts";
import {
  type Clause,
  complementOf,
  type Fact,
  type FactKeys,
  factsOf,
  type Literal,
  type ValueType,
} from "./fact.ts";
import type { Side } from "./identity.ts";
import type { Meaning, Site } from "./keyword-rule.ts";
import { meaningsOf } from "./keywords.ts";
import { unevaluatedClause } from "./scope.ts";

export interface Search {
  type: ValueType;
  keyOf: FactKeys;
  lookUp: (side: Side, reference: unknown) => FlatNode;
  /** False where the work is to end; what was not searched then counts as open. */
  spend: (steps: number) => boolean;
  /** Looks at a conjunction of facts that are no schemas, or at least at a list of allowed values; true where no value has them all. */
  isEmpty: (facts: Fact[]) => boolean;
  /** The same at a glance, for facts to which others will be added. */
  isHopeless: (facts: Fact[]) => boolean;
}

/** Choices inside each other. */
const maxChoices = 400;

interface Branch {
  choices: number;
  /** What is to be added to the facts. */
  open: Fact[];
  facts: Fact[];
  keys: Set<string>;
  clauses: Clause[];
}

/** Whether no value of the type is one of all schemas that the literals ask for, and of none that they rule out. */
export function isRuledOut(search: Search, literals: readonly Literal[]): boolean {
  const branch = {
    open: [...literals],
    facts: [],
    keys: new Set<string>(),
    clauses: [],
    choices: 0,
  };
  return isClosed(search, branch);
}

function isClosed(search: Search, branch: Branch): boolean {
  const work = 1 + (branch.facts.length >> 7) + (branch.clauses.length >> 4);
  if (branch.choices > maxChoices || !search.spend(work)) return false;
  do {
    if (!addOpen(search, branch)) return true;
    if (factsOf(branch.facts, "value").length > 0) {
      return search.isEmpty(branch.facts);
    }
    if (!narrow(search, branch)) return true;
  } while (branch.open.length > 0);
  const [clause, ...clauses] = branch.clauses.toSorted((a, b) => a.length - b.length);
  if (clause === undefined) return search.isEmpty(branch.facts);
  const { facts, keys } = branch;
  if (branch.choices > 0 && search.isHopeless(facts)) return true;
  const choices = branch.choices + 1;
  let closed = true;
  for (const option of clause) {
    const next = { open: option, facts: [...facts], keys: new Set(keys), clauses, choices };
    closed = isClosed(search, next) && closed;
  }
  return closed;
}

/** False where the facts exclude each other. */
function addOpen(search: Search, branch: Branch): boolean {
  const { facts, keys } = branch;
  const open = [...branch.open];
  const clauses = [...branch.clauses];
  branch.open = [];
  branch.clauses = clauses;
  for (let fact = open.pop(); fact !== undefined; fact = open.pop()) {
    const key = search.keyOf(fact);
    if (keys.has(complementOf(key))) return false;
    if (keys.has(key)) continue;
    keys.add(key);
    if (keys.size % 8 === 0) search.spend(1);
    if (fact.is !== "schema") {
      facts.push(fact);
      continue;
    }
    for (const clause of clausesOf(search, fact)) {
      const [option] = clause;
      if (option === undefined) return false;
      if (clause.length === 1) open.push(...option);
      else clauses.push(clause);
    }
  }
  return true;
}

/** Takes out options that the facts exclude, and clauses that hold; false where a clause has no option left. */
function narrow(search: Search, branch: Branch): boolean {
  const clauses: Clause[] = [];
  search.spend(branch.clauses.length >> 6);
  for (const clause of branch.clauses) {
    const options = clause.filter(
      (option) => !option.some((fact) => isFalse(search, branch, fact)),
    );
    const [option] = options;
    if (option === undefined) return false;
    if (options.some((facts) => facts.every((fact) => branch.keys.has(search.keyOf(fact))))) {
      continue;
    }
    if (options.length === 1) branch.open.push(...option);
    else clauses.push(options);
  }
  branch.clauses = clauses;
  return true;
}

function isFalse(search: Search, { keys }: Branch, fact: Fact): boolean {
  if (keys.has(complementOf(search.keyOf(fact)))) return true;
  if (fact.is !== "schema") return false;
  const { node, not } = fact;
  if (!isObject(node)) return node === not;
  const { type } = node;
  if (not || type === undefined) return false;
  const types = [type].flat();
  return !types.includes(search.type) && !(search.type === "integer" && types.includes("number"));
}

/** What the literal says, as clauses that all hold. */
function clausesOf(search: Search, { node, side, not }: Literal): Clause[] {
  if (!isObject(node)) return node === not ? [[]] : [];
  const lookUp = (reference: unknown): FlatNode => search.lookUp(side, reference);
  const site = { schema: node, side, type: search.type, lookUp };
  const meanings = meaningsOf(site);
  if (hasUnevaluated(site)) meanings.push(unevaluated(site, meanings));
  if (not) return [meanings.flatMap((meaning) => meaning.broken())];
  return meanings.flatMap((meaning) => meaning.kept());
}

function hasUnevaluated({ schema, type }: Site): boolean {
  if (type === "array") return "unevaluatedItems" in schema;
  return type === "object" && "unevaluatedProperties" in schema;
}

/** It is broken where all beside it is kept: what is evaluated otherwise does not matter, as the schema is broken anyway. */
function unevaluated(site: Site, beside: readonly Meaning[]): Meaning {
  const others = beside.flatMap((meaning) => meaning.kept());
  return {
    kept: () => [unevaluatedClause(site, false)],
    broken: () => {
      const kept = others.every((clause) => clause.length === 1) ? others.flat(2) : [];
      return unevaluatedClause(site, true).map((option) => [...kept, ...option]);
    },
  };
}
