import type { JsonObject } from "../json/json.ts";
import { isObject } from "../json/json.ts";
import { applicatorRules } from "./applicators.ts";
import { arrayRules } from "./arrays.ts";
import { numberRules } from "./numbers.ts";
import { objectRules } from "./objects.ts";
import type { Rule, Site } from "./rule.ts";
import { spend } from "./run.ts";
import type { Check } from "./schema-node.ts";
import { Seen } from "./seen.ts";
import { stringRules } from "./strings.ts";
import { leftItemRules, leftPropertyRules } from "./unevaluated.ts";
import { compileType, valueRules } from "./values.ts";

/** What a schema says, by the type of value that it says it of; null where it says nothing. */
interface Rules {
  type: Check<unknown> | null;
  string: Check<string> | null;
  number: Check<number> | null;
  array: Check<unknown[]> | null;
  object: Check<JsonObject> | null;
  any: Check<unknown> | null;
}

const strings = ruleSet(stringRules);
const numbers = ruleSet(numberRules);
const arrays = ruleSet(arrayRules);
const objects = ruleSet(objectRules);
const ofAnyType = ruleSet([...valueRules, ...applicatorRules]);
const leftItems = ruleSet(leftItemRules);
const leftProperties = ruleSet(leftPropertyRules);

/** One check of all that the keywords of a schema say. */
export function compileRules(site: Site): Check<unknown> {
  const keywords = Object.keys(site.schema);
  const compile = <T>({ rules, names }: RuleSet<T>): Check<T> | null =>
    keywords.some((keyword) => names.has(keyword)) ? all(rulesOf(rules, site)) : null;
  const check = inOrder({
    type: compileType(site),
    string: compile(strings),
    number: compile(numbers),
    array: compile(arrays),
    object: compile(objects),
    any: compile(ofAnyType),
  });
  const items = compile(leftItems);
  const properties = compile(leftProperties);
  return items === null && properties === null ? check : withLeftOver(check, items, properties);
}

/** Rules in the order in which they are applied. */
interface RuleSet<T> {
  rules: readonly Rule<T>[];
  names: ReadonlySet<string>;
}

function ruleSet<T>(rules: readonly Rule<T>[]): RuleSet<T> {
  return { rules, names: new Set(rules.flatMap(({ keywords }) => keywords)) };
}

function rulesOf<T>(rules: readonly Rule<T>[], site: Site): Check<T>[] {
  return rules
    .filter(({ keywords }) => keywords.some((keyword) => Object.hasOwn(site.schema, keyword)))
    .map((rule) => rule.compile(site));
}

/** What stands beside the schema cannot see into it before it is done, nor the other way round. */
function withLeftOver(
  check: Check<unknown>,
  items: Check<unknown[]> | null,
  properties: Check<JsonObject> | null,
): Check<unknown> {
  return (value, run, seen) => {
    const own = new Seen();
    if (!check(value, run, own)) return false;
    if (Array.isArray(value)) {
      if (items !== null && !items(value, run, own)) return false;
    } else if (isObject(value)) {
      if (properties !== null && !properties(value, run, own)) return false;
    }
    if (seen !== null) seen.merge(own, run);
    return true;
  };
}

function inOrder({ type, string, number, array, object, any }: Rules): Check<unknown> {
  const ofType: Check<unknown> = (value, run, seen) => {
    switch (typeof value) {
      case "string":
        return string === null || string(value, run, seen);
      case "number":
        return number === null || number(value, run, seen);
      case "object":
        if (Array.isArray(value)) return array === null || array(value, run, seen);
        return object === null || !isObject(value) || object(value, run, seen);
      default:
        return true;
    }
  };
  return (value, run, seen) => {
    spend(run, 1);
    if (type !== null && !type(value, run, seen)) return false;
    if (!ofType(value, run, seen)) {
      if (run.report !== null && any !== null) any(value, run, seen);
      return false;
    }
    return any === null || any(value, run, seen);
  };
}

/** The checks as one; null where there are none. */
function all<T>(checks: Check<T>[]): Check<T> | null {
  const [first, second] = checks;
  if (first === undefined || second === undefined) return first ?? null;
  if (checks.length === 2) return both(first, second);
  return (value, run, seen) => {
    let valid = true;
    for (const check of checks) {
      valid = check(value, run, seen) && valid;
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

function both<T>(first: Check<T>, second: Check<T>): Check<T> {
  return (value, run, seen) => {
    if (first(value, run, seen)) return second(value, run, seen);
    if (run.report !== null) second(value, run, seen);
    return false;
  };
}
