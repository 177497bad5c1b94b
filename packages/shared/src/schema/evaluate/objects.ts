import type { JsonObject } from "../json/json.ts";
import { refuse, refuseMissing } from "../messages/refuse.ts";
import { compileMembers } from "./members.ts";
import { readEntries, readNumber, readTexts } from "./read-keyword.ts";
import { compileHeld, compileMap, placeOf, type Rule, type Site } from "./rule.ts";
import { enterName, leaveName, type Run, spend } from "./run.ts";
import type { Check } from "./schema-node.ts";

export const objectRules: readonly Rule<JsonObject>[] = [
  size("minProperties", (count, least) => count >= least),
  size("maxProperties", (count, most) => count <= most),
  { keywords: ["required"], compile: compileRequired },
  {
    keywords: ["properties", "patternProperties", "additionalProperties"],
    compile: compileMembers,
  },
  { keywords: ["propertyNames"], compile: compileNames },
  { keywords: ["dependentRequired"], compile: compileDependentNames },
  { keywords: ["dependentSchemas"], compile: compileDependentSchemas },
];

function size(keyword: string, holds: (count: number, bound: number) => boolean): Rule<JsonObject> {
  return {
    keywords: [keyword],
    compile(site) {
      const place = placeOf(site, keyword);
      const bound = readNumber(site.schema[keyword]);
      return (value, run) => holds(namesOf(value, run).length, bound) || refuse(run, place, value);
    },
  };
}

/** The loop ends with the first missing name, so that no long list meets many empty objects. */
function compileRequired(site: Site): Check<JsonObject> {
  const place = placeOf(site, "required");
  const names = readTexts(site.schema["required"]);
  return (value, run) => {
    let valid = true;
    for (const missing of names) {
      spend(run, 1);
      if (Object.hasOwn(value, missing)) continue;
      valid = refuseMissing(run, place, { missing, beside: null });
      if (run.report === null) return false;
    }
    return valid;
  };
}

function compileNames(site: Site): Check<JsonObject> {
  const node = compileHeld(site, "propertyNames");
  return (value, run) => {
    let valid = true;
    for (const name of namesOf(value, run)) {
      enterName(run, name);
      valid = node.check(name, run, null) && valid;
      leaveName(run);
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

function compileDependentNames(site: Site): Check<JsonObject> {
  const place = placeOf(site, "dependentRequired");
  const entries = readEntries(site.schema["dependentRequired"]);
  const dependents = new Map(entries.map(([given, names]) => [given, readTexts(names)]));
  return (value, run) => {
    let valid = true;
    for (const given of namesOf(value, run)) {
      for (const missing of dependents.get(given) ?? []) {
        spend(run, 1);
        if (Object.hasOwn(value, missing)) continue;
        valid = refuseMissing(run, place, { missing, beside: given });
        if (run.report === null) return false;
      }
    }
    return valid;
  };
}

function compileDependentSchemas(site: Site): Check<JsonObject> {
  const dependents = compileMap(site, "dependentSchemas");
  return (value, run, seen) => {
    let valid = true;
    for (const given of namesOf(value, run)) {
      valid = dependents.get(given)?.check(value, run, seen) !== false && valid;
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

function namesOf(value: JsonObject, run: Run): string[] {
  const names = Object.keys(value);
  spend(run, names.length);
  return names;
}
