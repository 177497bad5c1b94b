import { isObject } from "../../schema/json/json.ts";
import { noFillings, ofProperty } from "../proof/defaults.ts";
import {
  type Fact,
  factsOf,
  type Literal,
  literalOf,
  type NameSet,
  opposite,
} from "../proof/fact.ts";
import type { Claim } from "../proof/proof.ts";
import type { Quest } from "./witnesses.ts";

/** So many patterns are told apart in all combinations. */
const maxPatterns = 4;
const maxKinds = 30;

/** Names that no schema mentions, by the patterns that they match. */
export interface NameKind {
  matched: readonly string[];
  unmatched: readonly string[];
}

/** All names that the facts or defaults mention. */
export function knownNames(quest: Quest, facts: readonly Fact[]): string[] {
  const { claim, explorer } = quest;
  const names = new Set<string>();
  for (const fact of facts) {
    if (fact.is === "has") names.add(fact.name);
    if (fact.is !== "property") continue;
    if ("name" in fact.names) names.add(fact.names.name);
    if ("except" in fact.names) for (const name of fact.names.except) names.add(name);
  }
  for (const literal of nameLiterals(facts)) {
    for (const name of listedNames(literal)) names.add(name);
  }
  for (const inserted of explorer.proof.defaults.inserted(claim.fillings)) {
    for (const name of inserted.keys()) names.add(name);
  }
  return [...names];
}

function listedNames({ node, not }: Literal): string[] {
  if (!isObject(node) || not) return [];
  const listed = [node["enum"] ?? [], node["const"] ?? []].flat();
  return listed.filter((name) => typeof name === "string");
}

/** The kinds that there are; where the patterns are many, only those that match one at most. */
export function nameKinds(facts: readonly Fact[]): { kinds: NameKind[]; areAll: boolean } {
  const patterns = [...new Set(facts.flatMap(patternsOf))];
  const areAll = patterns.length <= maxPatterns;
  const sets = areAll
    ? subsets(patterns)
    : [[], ...patterns.slice(0, maxKinds).map((one) => [one])];
  const kinds = sets.map((matched) => ({
    matched,
    unmatched: patterns.filter((pattern) => !matched.includes(pattern)),
  }));
  return { kinds, areAll };
}

function subsets(patterns: readonly string[]): string[][] {
  return patterns.reduce<string[][]>(
    (sets, pattern) => [...sets, ...sets.map((set) => [...set, pattern])],
    [[]],
  );
}

function patternsOf(fact: Fact): readonly string[] {
  if (fact.is !== "property") return [];
  if ("pattern" in fact.names) return [fact.names.pattern];
  return "patterns" in fact.names ? fact.names.patterns : [];
}

export function hasKind(names: NameSet, { matched }: NameKind): boolean {
  if ("name" in names) return false;
  if ("pattern" in names) return matched.includes(names.pattern);
  return !names.patterns.some((pattern) => matched.includes(pattern));
}

export function hasName(names: NameSet, name: string): boolean {
  if ("name" in names) return names.name === name;
  if ("pattern" in names) return new RegExp(names.pattern, "u").test(name);
  if (names.except.has(name)) return false;
  return !names.patterns.some((pattern) => new RegExp(pattern, "u").test(name));
}

/** What a value under a name is to be. */
export function literalsUnder(
  facts: readonly Fact[],
  isMeant: (names: NameSet) => boolean,
): Literal[] {
  return factsOf(facts, "property", true)
    .filter(({ names }) => isMeant(names))
    .map(({ literal }) => opposite(literal));
}

/** What all names are to be. */
export function nameLiterals(facts: readonly Fact[]): Literal[] {
  return factsOf(facts, "name", true).map(({ literal }) => opposite(literal));
}

interface Naming {
  quest: Quest;
  facts: readonly Fact[];
  /** Names that are taken besides the known ones. */
  used: readonly string[];
}

/** A name of the kind that is none of the known ones; null where there is none, undefined where none was found. */
export function findFreshName(
  { quest, facts, used }: Naming,
  { matched, unmatched }: NameKind,
  literals: readonly Literal[],
): string | null | undefined {
  const taken = { enum: [...knownNames(quest, facts), ...used] };
  const node = {
    type: "string",
    allOf: matched.map((pattern) => ({ pattern })),
    not: { anyOf: [taken, ...unmatched.map((pattern) => ({ pattern }))] },
  };
  const { empty, values } = quest.explorer.explore({
    literals: [literalOf(node), ...nameLiterals(facts), ...literals],
    fillings: noFillings,
  });
  if (empty) return null;
  const names = values.filter((name) => typeof name === "string");
  // The empty name is the shortest, but reads badly.
  return names.find((name) => name !== "") ?? names[0];
}

/** What the value under a name is to be; null where a default may take its place. */
export function claimUnder(quest: Quest, facts: readonly Fact[], name: string): Claim | null {
  const { claim, explorer } = quest;
  if (explorer.proof.defaults.inserted(claim.fillings).some((inserted) => inserted.has(name))) {
    return null;
  }
  return {
    literals: literalsUnder(facts, (names) => hasName(names, name)),
    fillings: ofProperty(claim.fillings, name),
  };
}
