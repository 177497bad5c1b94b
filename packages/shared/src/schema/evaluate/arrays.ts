import { refuse } from "../messages/refuse.ts";
import { hasDuplicates } from "./has-duplicates.ts";
import { readNumber } from "./read-keyword.ts";
import { compileHeld, compileList, placeOf, type Rule, type Site } from "./rule.ts";
import { enter, leave } from "./run.ts";
import type { Check } from "./schema-node.ts";

export const arrayRules: readonly Rule<unknown[]>[] = [
  size("minItems", (length, least) => length >= least),
  size("maxItems", (length, most) => length <= most),
  {
    keywords: ["uniqueItems"],
    compile(site) {
      const place = placeOf(site, "uniqueItems");
      if (site.schema["uniqueItems"] !== true) return () => true;
      return (value, run) => !hasDuplicates(value, run) || refuse(run, place, value);
    },
  },
  { keywords: ["prefixItems", "items"], compile: compileItems },
  { keywords: ["contains"], compile: compileContains },
];

function size(keyword: string, holds: (length: number, bound: number) => boolean): Rule<unknown[]> {
  return {
    keywords: [keyword],
    compile(site) {
      const place = placeOf(site, keyword);
      const bound = readNumber(site.schema[keyword]);
      return (value, run) => holds(value.length, bound) || refuse(run, place, value);
    },
  };
}

function compileItems(site: Site): Check<unknown[]> {
  const prefix = "prefixItems" in site.schema ? compileList(site, "prefixItems") : [];
  const rest = "items" in site.schema ? compileHeld(site, "items") : null;
  return (value, run, seen) => {
    if (seen !== null) {
      if (rest === null) seen.prefix = Math.max(seen.prefix, prefix.length);
      else seen.allItems = true;
    }
    const end = rest === null ? Math.min(prefix.length, value.length) : value.length;
    let valid = true;
    for (let index = 0; index < end; index++) {
      const node = index < prefix.length ? prefix[index] : rest;
      enter(run, index);
      valid = node?.check(value[index], run, null) !== false && valid;
      leave(run);
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

/** `minContains` and `maxContains` say nothing without `contains`. */
function compileContains(site: Site): Check<unknown[]> {
  const node = compileHeld(site, "contains");
  const { minContains, maxContains } = site.schema;
  const least = minContains === undefined ? 1 : readNumber(minContains);
  const most = maxContains === undefined ? Infinity : readNumber(maxContains);
  const tooFew = placeOf(site, minContains === undefined ? "contains" : "minContains");
  const tooMany = placeOf(site, "maxContains");
  return (value, run, seen) => {
    let count = 0;
    for (let index = 0; index < value.length; index++) {
      if (!node.fits(value[index], run, null)) continue;
      count += 1;
      if (seen !== null) seen.indexes.add(index);
      else if (count >= least && most === Infinity) return true;
    }
    if (count < least) return refuse(run, tooFew, value);
    return count <= most || refuse(run, tooMany, value);
  };
}
