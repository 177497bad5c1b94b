import { noFillings } from "../proof/defaults.ts";
import { type Fact, type FactOf, factsOf, literalOf } from "../proof/fact.ts";
import { allValues, has } from "../proof/object-keywords.ts";
import { finishObject } from "./finish-object.ts";
import { claimUnder, findFreshName, hasKind, hasName, knownNames, nameKinds } from "./names.ts";
import { noWitness, type Quest, someOf, type Witnesses } from "./witnesses.ts";

type Demand = FactOf<"name" | "property">;

/** Gives every property that must be there somewhere each name that it can have. */
export function findObjects(quest: Quest, facts: readonly Fact[]): Witnesses {
  // A name that was chosen freely for one demand on names may be none for the next.
  const [demand, another] = [...factsOf(facts, "name"), ...factsOf(facts, "property")];
  if (demand === undefined) return finishObject(quest, facts);
  if (!quest.explorer.proof.spend(1 + (facts.length >> 8))) return someOf([]);
  const others = facts.filter((fact) => fact !== demand);
  if (demand.is === "property" && "name" in demand.names) {
    return placeUnder({ quest, demand, others }, demand.names.name);
  }
  const { kinds, areAll } = nameKinds(facts);
  const found: Witnesses[] = areAll && another?.is !== "name" ? [] : [someOf([])];
  for (const name of knownNames(quest, facts)) {
    if (canHave(quest, demand, name)) found.push(placeUnder({ quest, demand, others }, name));
  }
  for (const kind of kinds) {
    if (demand.is === "property" && !hasKind(demand.names, kind)) continue;
    const literals = demand.is === "name" ? [demand.literal] : [];
    const name = findFreshName({ quest, facts, used: [] }, kind, literals);
    if (name === null) continue;
    const inSight =
      demand.is === "name" ? others : [...others, allValues(demand.names, literalOf(true))];
    const placed = { quest, demand, others: inSight };
    found.push(name === undefined ? someOf([]) : placeUnder(placed, name));
  }
  return {
    empty: found.every(({ empty }) => empty),
    values: found.flatMap(({ values }) => values),
    complete: false,
  };
}

function canHave({ explorer }: Quest, demand: Demand, name: string): boolean {
  if (demand.is === "property") return hasName(demand.names, name);
  const claim = { literals: [demand.literal], fillings: noFillings };
  return explorer.proof.holds(claim, name) !== false;
}

interface Placing {
  quest: Quest;
  demand: Demand;
  others: readonly Fact[];
}

/** Looks first whether there is a value that the demand asks for: all else about the object costs more. */
function placeUnder({ quest, demand, others }: Placing, name: string): Witnesses {
  const { is, literal } = demand;
  const facts = [...others, has(literal, name)];
  if (is === "name") return findObjects(quest, facts);
  const claim = claimUnder(quest, others, name);
  const literals = [...(claim?.literals ?? []), literal];
  if (claim !== null && quest.explorer.explore({ ...claim, literals }).empty) return noWitness;
  return findObjects(quest, [...facts, allValues({ name }, literal)]);
}
