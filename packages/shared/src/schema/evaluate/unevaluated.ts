import type { JsonObject } from "../json/json.ts";
import { compileHeld, type Rule } from "./rule.ts";
import { enter, leave, spend } from "./run.ts";

/*
 * These come after all other keywords of their schema. `seen` is never null here and knows what this
 * schema and those applied in place have looked at, and nothing of what stands beside the schema.
 */

export const leftItemRules: readonly Rule<unknown[]>[] = [
  {
    keywords: ["unevaluatedItems"],
    compile(site) {
      const node = compileHeld(site, "unevaluatedItems");
      return (value, run, seen) => {
        let valid = true;
        spend(run, value.length);
        for (let index = seen?.prefix ?? 0; index < value.length; index++) {
          if (seen?.hasIndex(index)) continue;
          enter(run, index);
          valid = node.check(value[index], run, null) && valid;
          leave(run);
          if (!valid && run.report === null) return false;
        }
        if (seen !== null) seen.allItems = true;
        return valid;
      };
    },
  },
];

export const leftPropertyRules: readonly Rule<JsonObject>[] = [
  {
    keywords: ["unevaluatedProperties"],
    compile(site) {
      const node = compileHeld(site, "unevaluatedProperties");
      return (value, run, seen) => {
        let valid = true;
        for (const name of Object.keys(value)) {
          spend(run, 1);
          if (seen?.hasName(name)) continue;
          enter(run, name);
          valid = node.check(value[name], run, null) && valid;
          leave(run);
          if (!valid && run.report === null) return false;
        }
        if (seen !== null) seen.allNames = true;
        return valid;
      };
    },
  },
];
