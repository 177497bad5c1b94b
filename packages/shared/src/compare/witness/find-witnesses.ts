import { isObject } from "../../schema/json/json.ts";
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
  const [listed] = factsOf(facts, "value").filter((fact) => !fact.not);
  if (listed === undefined) return finders[type](quest, facts);
  const values = listed.values.filter((value) => typeOf(value) === type);
  const isAsGiven = (type !== "array" && type !== "object") || claim.fillings.flat().length === 0;
  return isAsGiven ? allOf(values) : someOf(values);
}

export function typeOf(value: unknown): ValueType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isObject(value)) return "object";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" ? "boolean" : "string";
}
