import { type Fact, factsOf } from "../proof/fact.ts";
import { findNumbers } from "./find-numbers.ts";
import { claimUnder } from "./names.ts";
import { type Quest, sizeRange } from "./witnesses.ts";

/** Whether no value has the facts, as far as can be told at once: asked before each choice. */
export function isHopeless(quest: Quest, facts: readonly Fact[]): boolean {
  const { type } = quest;
  if (type === "integer" || type === "number") return findNumbers(quest, facts).empty;
  if (type === "object") return hasHopelessName(quest, facts);
  const { least, most } = sizeRange(facts);
  return least > most;
}

/** Looks at properties that must be there and of which several things are said. */
function hasHopelessName(quest: Quest, facts: readonly Fact[]): boolean {
  const counts = new Map<string, number>();
  for (const { names } of factsOf(facts, "property", true)) {
    if ("name" in names) counts.set(names.name, (counts.get(names.name) ?? 0) + 1);
  }
  return factsOf(facts, "has").some(({ name }) => {
    if ((counts.get(name) ?? 0) < 2) return false;
    const claim = claimUnder(quest, facts, name);
    return claim !== null && quest.explorer.explore(claim).empty;
  });
}
