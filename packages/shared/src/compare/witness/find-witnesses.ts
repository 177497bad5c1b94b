import { canonicalText } from "../../schema/json/canonical-text.ts";
import { isObject } from "../../schema/json/json.ts";
import { isUnfilled } from "../proof/defaults.ts";
import { type Fact, factsOf, type ValueType } from "../proof/fact.ts";
import { findArrays } from "./find-arrays.ts";
import { findNumbers } from "./find-numbers.ts";
import { findObjects } from "./find-objects.ts";
import { findStrings } from "./find-strings.ts";
import { allOf, type Finder, type Quest, someOf, type Witnesses } from "./witnesses.ts";

const finders: Readonly<Record<ValueType, Finder>> = {
  null: () => allOf([null]),
  boolean: () => allOf([false, true]),
  integer: findNumbers,
  number: findNumbers,
  string: findStrings,
  array: findArrays,
  object: findObjects,
};

/** Values that have all the facts, as far as can be told without checking, or that there is none. */
export function findWitnesses(quest: Quest, facts: readonly Fact[]): Witnesses {
  const { type, claim } = quest;
  const [first, ...others] = factsOf(facts, "value");
  if (first === undefined) return finders[type](quest, facts);
  const values = first.values.filter((value) => typeOf(value) === type);
  const isAsGiven = (type !== "array" && type !== "object") || isUnfilled(claim.fillings);
  if (!isAsGiven) return someOf(values);
  const within = others.map(({ values: allowed }) => new Set(allowed.map(canonicalText)));
  const excluded = factsOf(facts, "value", true).flatMap(({ values: refused }) => refused);
  const outside = new Set(excluded.map(canonicalText));
  return allOf(
    values.filter((value) => {
      const text = canonicalText(value);
      return !outside.has(text) && within.every((texts) => texts.has(text));
    }),
  );
}

function typeOf(value: unknown): ValueType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isObject(value)) return "object";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" ? "boolean" : "string";
}
