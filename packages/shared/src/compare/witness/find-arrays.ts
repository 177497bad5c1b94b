import { isUnfilled, ofItem } from "../proof/defaults.ts";
import {
  type Fact,
  type FactOf,
  factsOf,
  type Literal,
  literalOf,
  opposite,
} from "../proof/fact.ts";
import type { Claim, Findings } from "../proof/proof.ts";
import { allOf, noWitness, type Quest, sizeRange, someOf, type Witnesses } from "./witnesses.ts";

const maxEdge = 100;
const maxWritten = 300;
const maxDistinct = 12;
const maxPlaces = 4;
const maxPlans = 16;
/** Of items that must be of a kind, so many are placed. */
const maxWanted = 60;

/** What the facts say of the items: those from `edge` on are alike. */
class Items {
  readonly quest: Quest;
  readonly facts: readonly Fact[];
  readonly edge: number;

  constructor(quest: Quest, facts: readonly Fact[]) {
    this.quest = quest;
    this.facts = facts;
    const ends = facts
      .filter((fact) => fact.is === "item")
      .flatMap(({ from, to }) => [from, to])
      .filter(Number.isFinite);
    this.edge = Math.max(0, ...ends);
  }

  claim(index: number, extra: readonly Literal[]): Claim {
    const ruled = factsOf(this.facts, "item", true).filter(
      ({ from, to, least }) => least === 1 && from <= index && index < to,
    );
    return {
      literals: [...ruled.map(({ literal }) => opposite(literal)), ...extra],
      fillings: ofItem(this.quest.claim.fillings, index),
    };
  }

  /** Of what kinds there may be some items, but fewer than `least`. */
  few(): FactOf<"item">[] {
    return factsOf(this.facts, "item", true).filter(({ least }) => least > 1);
  }

  isUnique(): boolean {
    return factsOf(this.facts, "unique").length > 0;
  }

  find(index: number, extra: readonly Literal[] = []): Findings {
    return this.quest.explorer.explore(this.claim(index, extra));
  }

  /** The first places from `from` up to before `to` that can hold such an item, at most `count`. */
  placesFor(literals: readonly Literal[], { from, to, count }: Span): number[] {
    const places: number[] = [];
    for (let index = from; index < to && places.length < count; index += 1) {
      if (!this.find(index, literals).empty) places.push(index);
      else if (index >= this.edge) break;
    }
    return places;
  }
}

interface Span {
  from: number;
  to: number;
  count: number;
}

export function findArrays(quest: Quest, facts: readonly Fact[]): Witnesses {
  const items = new Items(quest, facts);
  if (items.edge > maxEdge) return someOf([[]]);
  const { least, most: allowed } = sizeRange(facts);
  const most = Math.min(allowed, mostItems(items, allowed, least));
  if (least > most) return noWitness;
  if (most === 0 && factsOf(facts, "item").length > 0) return noWitness;
  const unfilled = isUnfilled(quest.claim.fillings);
  if (most === 0 && unfilled) return allOf([[]]);
  const plans = plansOf(items, most);
  if (plans === null) return noWitness;
  if (factsOf(facts, "unique", true).length === 0) return someOf(write(items, plans, least));
  const twins = twinPlans(items, most);
  if (twins.length === 0 && unfilled) return noWitness;
  return someOf(twins.flatMap((plan) => write(items, [plan], Math.max(least, plan.size))));
}

/** No array of the facts has more items than this. */
function mostItems(items: Items, allowed: number, least: number): number {
  let most = allowed;
  for (let index = 0; index <= items.edge && index < most; index += 1) {
    if (items.find(index).empty) most = index;
  }
  for (const { literal, least: tooMany } of items.few()) {
    most = Math.min(most, mostForced(items, opposite(literal), tooMany - 1));
  }
  return items.isUnique() && isUnfilled(items.quest.claim.fillings) && items.edge === 0
    ? Math.min(most, mostDistinct(items, least))
    : most;
}

/** How many items there can be where at most `count` may be none of the literal. */
function mostForced(items: Items, literal: Literal, count: number): number {
  let forced = 0;
  for (let index = 0; index <= items.edge; index += 1) {
    if (!items.find(index, [literal]).empty) continue;
    if (index === items.edge) return index + count - forced;
    forced += 1;
    if (forced > count) return index;
  }
  return Infinity;
}

/** How many different items there are, if fewer than `wanted`. */
function mostDistinct(items: Items, wanted: number): number {
  const used: unknown[] = [];
  while (used.length < Math.min(wanted, maxDistinct)) {
    const { empty, values } = items.find(0, [noneOf(used)]);
    if (empty) return used.length;
    if (values.length === 0) break;
    used.push(values[0]);
  }
  return Infinity;
}

function noneOf(values: readonly unknown[]): Literal {
  return values.length === 0 ? literalOf(true) : opposite(literalOf({ enum: values }));
}

/** What single items are to be besides what their place asks for. */
type Plan = ReadonlyMap<number, readonly Literal[]>;

/** Where the items that must be there can stand; null where they cannot. */
function plansOf(items: Items, most: number): Plan[] | null {
  let plans: Plan[] = [new Map()];
  let areAll = true;
  for (const { from, to, literal, least: count } of factsOf(items.facts, "item")) {
    const wanted = Math.min(count, maxWanted);
    const span = { from, to: Math.min(to, most), count: wanted + maxPlaces };
    const places = items.placesFor([literal], span);
    if (places.length < wanted || most - from < count) return null;
    for (const few of items.few()) {
      const others = items.placesFor([literal, opposite(few.literal)], span);
      if (others.length <= wanted - few.least) return null;
    }
    const starts = places.slice(0, places.length - wanted + 1);
    const extended = plans.flatMap((plan) =>
      starts.map((_, at) => withLiteral(plan, places.slice(at, at + wanted), literal)),
    );
    areAll &&= count === 1 && places.length < span.count && extended.length <= maxPlans;
    plans = extended.slice(0, maxPlans);
  }
  const possible = plans.filter((plan) =>
    [...plan].every(([index, literals]) => !items.find(index, literals).empty),
  );
  return areAll && possible.length === 0 ? null : possible;
}

function withLiteral(plan: Plan, places: readonly number[], literal: Literal): Plan {
  const next = new Map(plan);
  for (const place of places) next.set(place, [...(plan.get(place) ?? []), literal]);
  return next;
}

/** Pairs of places that can hold the same item. */
function twinPlans(items: Items, most: number): Plan[] {
  const plans: Plan[] = [];
  for (let second = 1; second < Math.min(most, items.edge + 2); second += 1) {
    for (let first = 0; first < second; first += 1) {
      const both = items.claim(first, items.claim(second, []).literals);
      const { empty, values } = items.quest.explorer.explore(both);
      if (empty) continue;
      const twin = [literalOf({ enum: values.slice(0, 1) })];
      const pair: [number, Literal[]][] = [
        [first, twin],
        [second, twin],
      ];
      plans.push(new Map(values.length === 0 ? [] : pair));
    }
  }
  return plans;
}

function write(items: Items, plans: readonly Plan[], least: number): unknown[] {
  const isExcluding = factsOf(items.facts, "value", true).length > 0;
  return plans.flatMap((plan) => {
    const size = Math.max(least, ...[...plan.keys()].map((place) => place + 1));
    if (size > maxWritten) return [];
    const longer = isExcluding ? [...writeOne(items, plan, size + 1)] : [];
    return [...writeOne(items, plan, size), ...longer];
  });
}

/** The array of the plan, and where an item has several values, one array for each. */
function writeOne(items: Items, plan: Plan, size: number): unknown[][] {
  const choices: (readonly unknown[])[] = [];
  for (let index = 0; index < size; index += 1) {
    const taken = items.isUnique() ? choices.map(([first]) => first) : [];
    const { values } = items.find(index, [...(plan.get(index) ?? []), noneOf(taken)]);
    if (values.length === 0) return [];
    choices.push(values);
  }
  const base = choices.map(([first]) => first);
  const variants = choices.flatMap((values, index) =>
    values.slice(1).map((value) => base.with(index, value)),
  );
  return [base, ...variants];
}
