import { type JsonObject, setOwn } from "../../schema/json/json.ts";
import { isUnfilled, noFillings, ofProperty } from "../proof/defaults.ts";
import { type Fact, type FactOf, factsOf, type Literal, opposite } from "../proof/fact.ts";
import type { Side } from "../proof/identity.ts";
import type { Findings } from "../proof/proof.ts";
import {
  hasName,
  findFreshName,
  knownNames,
  literalsUnder,
  type NameKind,
  nameLiterals,
  nameKinds,
} from "./names.ts";
import { allOf, noWitness, type Quest, sizeRange, someOf, type Witnesses } from "./witnesses.ts";

const sides = [0, 1] as const;
const maxAdded = 200;

/** A property by all the values that it may have. */
interface Entry {
  name: string;
  values: readonly unknown[];
}

/** Objects of facts that say of each property by name what it is. */
export function finishObject(quest: Quest, facts: readonly Fact[]): Witnesses {
  const outline = new Outline(quest, facts);
  const entries: Entry[] = [];
  for (const name of outline.known) {
    const need = outline.needOf(name);
    if (need === "impossible") return noWitness;
    if (need === "optional") continue;
    const { empty, values } = outline.valuesUnder(name);
    if (empty) return noWitness;
    entries.push({ name, values });
  }
  const missing = outline.missing(entries);
  if (missing === null) return noWitness;
  if (missing === 0 && outline.most() === 0) return allOf([{}]);
  const added = outline.additions(entries, missing);
  if (added === null) return noWitness;
  const full = [...entries, ...added];
  const isExcluding = factsOf(facts, "value", true).length > 0;
  const more = isExcluding ? outline.additions(full, 1) : null;
  return someOf([...write(full), ...(more === null ? [] : write([...full, ...more]))]);
}

class Outline {
  readonly known: readonly string[];
  readonly #quest: Quest;
  readonly #facts: readonly Fact[];
  readonly #asked = new Map<string, FactOf<"has">[]>();
  readonly #byName = new Map<string, Literal[]>();
  readonly #inserted: readonly [Map<string, unknown>, Map<string, unknown>];

  constructor(quest: Quest, facts: readonly Fact[]) {
    this.#quest = quest;
    this.#facts = facts;
    this.known = knownNames(quest, facts);
    for (const fact of [...factsOf(facts, "has"), ...factsOf(facts, "has", true)]) {
      this.#asked.set(fact.name, [...(this.#asked.get(fact.name) ?? []), fact]);
    }
    const general = facts.filter((fact) => fact.is === "property" && !("name" in fact.names));
    for (const name of this.known) {
      this.#byName.set(
        name,
        literalsUnder(general, (names) => hasName(names, name)),
      );
    }
    for (const { names, literal } of factsOf(facts, "property", true)) {
      if ("name" in names) this.#byName.get(names.name)?.push(opposite(literal));
    }
    const { explorer, claim } = quest;
    this.#inserted = explorer.proof.defaults.inserted(claim.fillings);
  }

  /** Whether the property must stand in the object as it is given, before defaults are filled in. */
  needOf(name: string): "needed" | "optional" | "impossible" {
    const canBeAbsent = sides.every((side) => this.#canBeAbsent(name, side));
    if (canBeAbsent) return "optional";
    return this.#canBePresent(name) ? "needed" : "impossible";
  }

  valuesUnder(name: string): Findings {
    const { explorer, claim } = this.#quest;
    const literals = this.#byName.get(name) ?? [];
    return explorer.explore({ literals, fillings: ofProperty(claim.fillings, name) });
  }

  most(): number {
    const { most } = sizeRange(this.#facts);
    return isUnfilled(this.#quest.claim.fillings) ? most : Infinity;
  }

  /** How many properties more the object must have; null where it already has too many. */
  missing(entries: readonly Entry[]): number | null {
    let [missing, given, room] = [0, 0, Infinity];
    for (const side of sides) {
      const named = entries.map(({ name }) => name);
      const { size } = new Set([...named, ...this.#inserted[side].keys()]);
      const facts = this.#facts.filter((fact) => fact.is === "size" && fact.side === side);
      const { least, most } = sizeRange(facts);
      if (size > most) return null;
      missing = Math.max(missing, least - size);
      given = Math.max(given, least - this.#inserted[side].size);
      room = Math.min(room, most);
    }
    if (given > room) return null;
    return missing;
  }

  /**
   * Properties that may be there too, as many as are missing; null where there are not so many. Those
   * with defaults are left out, as they add nothing to the size.
   */
  additions(entries: readonly Entry[], missing: number): Entry[] | null {
    const added: Entry[] = [];
    const used = entries.map(({ name }) => name);
    const inserted = new Set(this.#inserted.flatMap((values) => [...values.keys()]));
    for (const name of this.known) {
      if (added.length >= missing) return added;
      if (used.includes(name) || inserted.has(name) || !this.#canBePresent(name)) continue;
      const { empty, values } = this.valuesUnder(name);
      if (!empty) added.push({ name, values });
    }
    const { kinds, areAll: areAllKinds } = nameKinds(this.#facts);
    for (const kind of kinds) {
      while (added.length < Math.min(missing, maxAdded)) {
        const entry = this.#freshEntry(kind, [...used, ...added.map(({ name }) => name)]);
        if (entry === null) break;
        added.push(entry);
        if (entry.values.length === 0) return added;
      }
    }
    const areAll = areAllKinds && missing <= maxAdded && inserted.size === 0;
    return added.length < missing && areAll ? null : added;
  }

  /** Null where there is none; without values where none was found. */
  #freshEntry(kind: NameKind, used: readonly string[]): Entry | null {
    const name = findFreshName({ quest: this.#quest, facts: this.#facts, used }, kind, []);
    if (name === null || name === undefined) return name === null ? null : { name: "", values: [] };
    const { empty, values } = this.#quest.explorer.explore({
      literals: literalsUnder(this.#facts, (names) => hasName(names, name)),
      fillings: noFillings,
    });
    return empty ? null : { name, values };
  }

  #asks(name: string, side: Side): { has: boolean; lacks: boolean } {
    const facts = (this.#asked.get(name) ?? []).filter((fact) => fact.side === side);
    return { has: facts.some(({ not }) => !not), lacks: facts.some(({ not }) => not) };
  }

  #canBeAbsent(name: string, side: Side): boolean {
    const { has, lacks } = this.#asks(name, side);
    if (!this.#inserted[side].has(name)) return !has;
    const literals = (this.#byName.get(name) ?? []).filter((literal) => literal.side === side);
    const claim = { literals, fillings: noFillings };
    const { proof } = this.#quest.explorer;
    return !lacks && proof.holds(claim, this.#inserted[side].get(name)) !== false;
  }

  #canBePresent(name: string): boolean {
    if (sides.some((side) => this.#asks(name, side).lacks)) return false;
    const { proof } = this.#quest.explorer;
    const claim = { literals: nameLiterals(this.#facts), fillings: noFillings };
    return proof.holds(claim, name) !== false;
  }
}

/** The object of all first values, and one more for every other value. */
function write(entries: readonly Entry[]): JsonObject[] {
  if (entries.some(({ values }) => values.length === 0)) return [];
  const first: JsonObject = {};
  for (const { name, values } of entries) setOwn(first, name, values[0]);
  const others = entries.flatMap(({ name, values }) =>
    values.slice(1).map((value) => {
      const other = { ...first };
      setOwn(other, name, value);
      return other;
    }),
  );
  return [first, ...others];
}
