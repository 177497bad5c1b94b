import type { JsonObject } from "../json/json.ts";
import { compileHeld, compileMap, type Site } from "./rule.ts";
import { enter, leave, spend, spendOnText } from "./run.ts";
import type { Check, SchemaNode } from "./schema-node.ts";

/**
 * `properties`, `patternProperties` and `additionalProperties` in one pass over the properties that the
 * value has, however many the schema names.
 */
export function compileMembers(site: Site): Check<JsonObject> {
  const { schema } = site;
  const named = "properties" in schema ? compileMap(site, "properties") : noNodes;
  const patterned = "patternProperties" in schema ? compilePatterned(site) : [];
  const rest = "additionalProperties" in schema ? compileHeld(site, "additionalProperties") : null;
  return (value, run, seen) => {
    if (seen !== null && rest !== null) seen.allNames = true;
    let valid = true;
    for (const name in value) {
      if (!Object.hasOwn(value, name)) continue;
      spend(run, 1);
      enter(run, name);
      const child = value[name];
      const own = named.get(name);
      let isKnown = own !== undefined;
      if (own !== undefined) valid = own.check(child, run, null) && valid;
      for (const { pattern, node } of patterned) {
        spendOnText(run, name.length);
        if (!pattern.test(name)) continue;
        isKnown = true;
        valid = node.check(child, run, null) && valid;
      }
      if (isKnown) seen?.addName(name, run);
      else if (rest !== null) valid = rest.check(child, run, null) && valid;
      leave(run);
      if (!valid && run.report === null) return false;
    }
    return valid;
  };
}

const noNodes: ReadonlyMap<string, SchemaNode> = new Map();

interface Patterned {
  pattern: RegExp;
  node: SchemaNode;
}

function compilePatterned(site: Site): Patterned[] {
  const nodes = compileMap(site, "patternProperties");
  return Array.from(nodes, ([source, node]) => ({ pattern: site.compiler.pattern(source), node }));
}
