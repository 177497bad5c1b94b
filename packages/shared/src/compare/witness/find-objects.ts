import { noFillings } from "../proof/defaults.ts";
import { type Fact, type FactOf, factsOf, type Literal, literalOf } from "../proof/fact.ts";
import { allValues, has } from "../proof/object-keywords.ts";
import { finishObject } from "./finish-object.ts";
import { claimUnder, hasKind, hasName, knownNames, type NameKind, nameKinds } from "./names.ts";
import { noWitness, type Quest, someOf, type Witnesses } from "./witnesses.ts";

/** A property under a name that no schema mentions. */
export interface Stranger {
  kind: NameKind;
  /** Of its name and of its value, besides what holds for all of the kind. */
  nameLiterals: readonly Literal[];
  valueLiterals: readonly Literal[];
}

export function findObjects(quest: Quest, facts: readonly Fact[]): Witnesses {
  return place({ quest, strangers: [] }, facts);
}

export interface Draft {
  quest: Quest;
  strangers: readonly Stranger[];
}

/** Gives every property that must be there somewhere each name that it can have. */
function place(draft: Draft, facts: readonly Fact[]): Witnesses {
  const [demand] = [...factsOf(facts, "property"), ...factsOf(facts, "name")];
  if (demand === undefined) return finishObject(draft, facts);
  if (!draft.quest.explorer.proof.spend(1 + (facts.length >> 8))) return someOf([]);
  if (demand.is === "property" && "name" in demand.names) {
    return placeNamed(draft, demand, facts);
  }
  const others = facts.filter((fact) => fact !== demand);
  const { kinds, areAll } = nameKinds(facts);
  const found: Witnesses[] = areAll ? [] : [someOf([])];
  for (const name of knownNames(draft.quest, facts)) {
    const placed = underName(draft, demand, name);
    if (placed !== null) found.push(place(draft, [...others, ...placed]));
  }
  for (const stranger of draft.strangers) {
    const more = underKind(demand, stranger.kind);
    if (more === null) continue;
    const rest = draft.strangers.filter((other) => other !== stranger);
    const strangers = [...rest, merge(stranger, more)];
    found.push(place({ ...draft, strangers }, [...others, ...inSight(demand)]));
  }
  for (const kind of kinds) {
    const stranger = underKind(demand, kind);
    if (stranger === null) continue;
    // The demand's own patterns and names stay in sight as ranges of nothing in particular.
    const strangers = [...draft.strangers, stranger];
    found.push(place({ ...draft, strangers }, [...others, ...inSight(demand)]));
  }
  return {
    empty: found.every(({ empty }) => empty),
    values: found.flatMap(({ values }) => values),
    complete: false,
  };
}

/** Looks first whether there is a value that the demand asks for: all else about the object costs more. */
function placeNamed(draft: Draft, demand: FactOf<"property">, facts: readonly Fact[]): Witnesses {
  if (!("name" in demand.names)) return someOf([]);
  const { name } = demand.names;
  const claim = claimUnder(draft.quest, facts, name);
  if (claim !== null) {
    const literals = [...claim.literals, demand.literal];
    if (draft.quest.explorer.explore({ ...claim, literals }).empty) return noWitness;
  }
  const others = facts.filter((fact) => fact !== demand);
  return place(draft, [...others, ...(underName(draft, demand, name) ?? [])]);
}

type Demand = Extract<Fact, { is: "property" | "name" }>;

function underName(draft: Draft, demand: Demand, name: string): Fact[] | null {
  const { literal } = demand;
  const present = has(literal, name);
  if (demand.is === "property") {
    if (!hasName(demand.names, name)) return null;
    return [present, allValues({ name }, literal)];
  }
  const claim = { literals: [literal], fillings: noFillings };
  return draft.quest.explorer.proof.holds(claim, name) === false ? null : [present];
}

function underKind(demand: Demand, kind: NameKind): Stranger | null {
  const { literal } = demand;
  if (demand.is === "name") return { kind, nameLiterals: [literal], valueLiterals: [] };
  if (!hasKind(demand.names, kind)) return null;
  return { kind, nameLiterals: [], valueLiterals: [literal] };
}

/** One property may be what two demands ask for. */
function merge(stranger: Stranger, more: Stranger): Stranger {
  return {
    kind: stranger.kind,
    nameLiterals: [...stranger.nameLiterals, ...more.nameLiterals],
    valueLiterals: [...stranger.valueLiterals, ...more.valueLiterals],
  };
}

function inSight(demand: Demand): Fact[] {
  if (demand.is === "name") return [];
  return [allValues(demand.names, literalOf(true))];
}
