import { refuse } from "../messages/refuse.ts";
import { anyOf, oneOf } from "./alternatives.ts";
import { readText } from "./read-keyword.ts";
import { compileHeld, compileList, placeOf, type Rule, type Site } from "./rule.ts";
import type { Check } from "./schema-node.ts";

/** Schemas that are applied to the same value as the schema that holds them. */
export const applicatorRules: readonly Rule<unknown>[] = [
  {
    keywords: ["$ref"],
    compile(site) {
      const target = site.compiler.resolve(readText(site.schema["$ref"]));
      return (value, run, seen) => target.check(value, run, seen);
    },
  },
  { keywords: ["allOf"], compile: compileAllOf },
  anyOf,
  oneOf,
  {
    keywords: ["not"],
    compile(site) {
      const place = placeOf(site, "not");
      const node = compileHeld(site, "not");
      return (value, run) => !node.fits(value, run, null) || refuse(run, place, value);
    },
  },
  { keywords: ["if"], compile: compileCondition },
];

function compileAllOf(site: Site): Check<unknown> {
  const nodes = compileList(site, "allOf");
  return (value, run, seen) => {
    let valid = true;
    for (const node of nodes) {
      valid = node.check(value, run, seen) && valid;
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

/** `then` and `else` say nothing without `if`. */
function compileCondition(site: Site): Check<unknown> {
  const condition = compileHeld(site, "if");
  const consequence = compileHeld(site, "then");
  const alternative = compileHeld(site, "else");
  return (value, run, seen) =>
    condition.fits(value, run, seen)
      ? consequence.check(value, run, seen)
      : alternative.check(value, run, seen);
}
