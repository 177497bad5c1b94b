import { explainAlternatives } from "../messages/explain-alternatives.ts";
import { refuse } from "../messages/refuse.ts";
import { discriminatorsOf } from "./discriminators.ts";
import { readList } from "./read-keyword.ts";
import { compileList, placeOf, type Rule, type Site } from "./rule.ts";
import type { SchemaNode } from "./schema-node.ts";

/** A schema of `anyOf` or `oneOf`. */
export interface Branch {
  node: SchemaNode;
  /** Names of the properties whose value tells whether the branch is meant. */
  discriminators: string[];
}

/** Where `seen` asks, each branch is applied: each that fits has seen something. */
export const anyOf: Rule<unknown> = {
  keywords: ["anyOf"],
  compile(site) {
    const place = placeOf(site, "anyOf");
    const branches = compileBranches(site, "anyOf");
    return (value, run, seen) => {
      let isFitting = false;
      for (const { node } of branches) {
        isFitting = node.fits(value, run, seen) || isFitting;
        if (isFitting && seen === null) return true;
      }
      return isFitting || explainAlternatives({ place, branches }, value, run);
    };
  },
};

export const oneOf: Rule<unknown> = {
  keywords: ["oneOf"],
  compile(site) {
    const place = placeOf(site, "oneOf");
    const branches = compileBranches(site, "oneOf");
    return (value, run, seen) => {
      let count = 0;
      for (const { node } of branches) {
        if (node.fits(value, run, seen)) count += 1;
        if (count > 1) return refuse(run, place, value);
      }
      return count === 1 || explainAlternatives({ place, branches }, value, run);
    };
  },
};

function compileBranches(site: Site, keyword: string): Branch[] {
  const schemas = readList(site.schema[keyword]);
  return compileList(site, keyword).map((node, index) => ({
    node,
    discriminators: discriminatorsOf(site.compiler.lookUp(schemas[index])),
  }));
}
