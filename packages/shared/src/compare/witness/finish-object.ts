import { type JsonObject, setOwn } from "../../schema/json/json.ts";
import { isUnfilled, noFillings, ofProperty } from "../proof/defaults.ts";
import { type Fact, type FactOf, factsOf, type Literal, opposite } from "../proof/fact.ts";
import type { Side } from "../proof/identity.ts";
import type { Findings } from "../proof/proof.ts";
import type { Draft, Stranger } from "./find-objects.ts";
import {
  hasKind,
  hasName,
  kindLiterals,
  knownNames,
  literalsUnder,
  type NameKind,
  nameLiterals,
  nameKinds,
} from "./names.ts";
import { allOf, noWitness, sizeRange, someOf, type Witnesses } from "./witnesses.ts";

const sides = [0, 1] as const;
const maxAdded = 200;

/** A property by all the names and values that it may have. */
interface Entry {
  names: readonly string[];
  values: readonly unknown[];
}

/** Objects of facts that say of each property by name, or of strangers, what it is. */
export function finishObject(draft: Draft, facts: readonly Fact[]): Witnesses {
  const outline = new Outline(draft, facts);
  const entries: Entry[] = [];
  for (const name of outline.known) {
    const need = outline.needOf(name);
    if (need === "impossible") return noWitness;
    if (need === "optional") continue;
    const { empty, values } = outline.valuesUnder(name);
    if (empty) return noWitness;
    entries.push({ names: [name], values });
  }
  for (const stranger of draft.strangers) {
    const entry = outline.entryOf(stranger, []);
    if (entry === null) return noWitness;
    entries.push(entry);
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
  readonly #draft: Draft;
  readonly #facts: readonly Fact[];
  readonly #asked = new Map<string, FactOf<"has">[]>();
  readonly #byName = new Map<string, Literal[]>();
  readonly #inserted: readonly [Map<string, unknown>, Map<string, unknown>];

  constructor(draft: Draft, facts: readonly Fact[]) {
    this.#draft = draft;
    this.#facts = facts;
    this.known = knownNames(draft.quest, facts);
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
    const { explorer, claim } = draft.quest;
    this.#inserted = explorer.proof.defaults.inserted(claim.fillings);
  }

  /** Whether the property must stand in the object as it is given, before defaults are filled in. */
  needOf(name: string): "needed" | "optional" | "impossible" {
    const canBeAbsent = sides.every((side) => this.#canBeAbsent(name, side));
    if (canBeAbsent) return "optional";
    return this.#canBePresent(name) ? "needed" : "impossible";
  }

  valuesUnder(name: string): Findings {
    const { explorer, claim } = this.#draft.quest;
    const literals = this.#byName.get(name) ?? [];
    return explorer.explore({ literals, fillings: ofProperty(claim.fillings, name) });
  }

  /** Null where there is no such property. */
  entryOf(stranger: Stranger, used: readonly string[]): Entry | null {
    const { explorer } = this.#draft.quest;
    const { kind, valueLiterals } = stranger;
    const names = explorer.explore({
      literals: [
        ...kindLiterals(kind, [...this.known, ...used]),
        ...nameLiterals(this.#facts),
        ...stranger.nameLiterals,
      ],
      fillings: noFillings,
    });
    if (names.empty) return null;
    const general = literalsUnder(this.#facts, (set) => hasKind(set, kind));
    const values = explorer.explore({
      literals: [...general, ...valueLiterals],
      fillings: noFillings,
    });
    if (values.empty) return null;
    return {
      names: plainestFirst(names.values.filter((name) => typeof name === "string")),
      values: values.values,
    };
  }

  most(): number {
    const { most } = sizeRange(this.#facts);
    return isUnfilled(this.#draft.quest.claim.fillings) ? most : Infinity;
  }

  /** How many properties more the object must have; null where it already has too many. */
  missing(entries: readonly Entry[]): number | null {
    const { strangers } = this.#draft;
    const named = entries.slice(0, entries.length - strangers.length).flatMap(({ names }) => names);
    let [missing, given, room] = [0, 0, Infinity];
    for (const side of sides) {
      const names = new Set([...named, ...this.#inserted[side].keys()]);
      const size = names.size + strangers.length;
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
    const used = entries.flatMap(({ names }) => names.slice(0, 1));
    const inserted = new Set(this.#inserted.flatMap((values) => [...values.keys()]));
    for (const name of this.known) {
      if (added.length >= missing) return added;
      if (used.includes(name) || inserted.has(name) || !this.#canBePresent(name)) continue;
      const { empty, values } = this.valuesUnder(name);
      if (!empty) added.push({ names: [name], values });
    }
    const { kinds, areAll: areAllKinds } = nameKinds(this.#facts);
    for (const kind of kinds) {
      while (added.length < Math.min(missing, maxAdded)) {
        const entry = this.#strangerOf(kind, [
          ...used,
          ...added.flatMap(({ names }) => names.slice(0, 1)),
        ]);
        if (entry === null) break;
        added.push(entry);
        if (entry.names.length === 0) return added;
      }
    }
    const areAll = areAllKinds && missing <= maxAdded && inserted.size === 0;
    return added.length < missing && areAll ? null : added;
  }

  #strangerOf(kind: NameKind, used: readonly string[]): Entry | null {
    return this.entryOf({ kind, nameLiterals: [], valueLiterals: [] }, used);
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
    const { proof } = this.#draft.quest.explorer;
    return !lacks && proof.holds(claim, this.#inserted[side].get(name)) !== false;
  }

  #canBePresent(name: string): boolean {
    if (sides.some((side) => this.#asks(name, side).lacks)) return false;
    const { proof } = this.#draft.quest.explorer;
    const claim = { literals: nameLiterals(this.#facts), fillings: noFillings };
    return proof.holds(claim, name) !== false;
  }
}

/** The empty name is the shortest, but reads badly. */
function plainestFirst(names: readonly string[]): string[] {
  return [...names.filter((name) => name !== ""), ...names.filter((name) => name === "")];
}

/** The object of all first choices, and one more for every other choice. */
function write(entries: readonly Entry[]): JsonObject[] {
  if (entries.some(({ names, values }) => names.length === 0 || values.length === 0)) return [];
  const objects = [writeOne(entries, -1, null)];
  for (const [at, { names, values }] of entries.entries()) {
    for (const value of values.slice(1))
      objects.push(writeOne(entries, at, { name: names[0], value }));
    for (const name of names.slice(1))
      objects.push(writeOne(entries, at, { name, value: values[0] }));
  }
  return objects;
}

interface Choice {
  name: string | undefined;
  value: unknown;
}

function writeOne(entries: readonly Entry[], chosenAt: number, chosen: Choice | null): JsonObject {
  const object: JsonObject = {};
  for (const [at, { names, values }] of entries.entries()) {
    const choice =
      at === chosenAt && chosen !== null ? chosen : { name: names[0], value: values[0] };
    setOwn(object, choice.name ?? "", choice.value);
  }
  return object;
}
