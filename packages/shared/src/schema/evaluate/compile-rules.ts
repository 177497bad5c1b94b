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

/** The rules of a schema by the type of value that they judge; null where there is none. */
interface Rules {
  type: Check<unknown> | null;
  string: Check<string> | null;
  number: Check<number> | null;
  array: Check<unknown[]> | null;
  object: Check<JsonObject> | null;
  any: Check<unknown> | null;
}

/** One check of all that the keywords of a schema say. */
export function compileRules(site: Site): Check<unknown> {
  const check = inOrder({
    type: compileType(site),
    string: compileAll(stringRules, site),
    number: compileAll(numberRules, site),
    array: compileAll(arrayRules, site),
    object: compileAll(objectRules, site),
    any: compileAll([...valueRules, ...applicatorRules], site),
  });
  const items = compileAll(leftItemRules, site);
  const properties = compileAll(leftPropertyRules, site);
  if (items === null && properties === null) return check;
  return withLeftOver(check, items, properties);
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

/** All of the rules that the schema has keywords for, as one; null where there are none. */
function compileAll<T>(rules: readonly Rule<T>[], site: Site): Check<T> | null {
  const checks = rules
    .filter(({ keywords }) => keywords.some((keyword) => Object.hasOwn(site.schema, keyword)))
    .map((rule) => rule.compile(site));
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
