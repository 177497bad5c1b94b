import { isObject } from "../../schema/json/json.ts";
import { allItems } from "./array-keywords.ts";
import { type Clause, type Fact, type Literal, type NameSet, opposite } from "./fact.ts";
import { literalAt, type Site } from "./keyword-rule.ts";
import { allValues, has } from "./object-keywords.ts";
import { asNode, asNodeMap, asNodes } from "./subschemas.ts";

const maxScopes = 64;
const maxNesting = 16;

/** One way in which the schemas beside an `unevaluated…` can hold or not, and what they have then evaluated. */
interface Scope {
  facts: Fact[];
  names: string[];
  patterns: string[];
  prefix: number;
  contained: Literal[];
  everything: boolean;
}

const nothing: Scope = {
  facts: [],
  names: [],
  patterns: [],
  prefix: 0,
  contained: [],
  everything: false,
};

/** That the site's `unevaluated…` is kept, or broken, while all beside it is kept; says too little where there are too many ways. */
export function unevaluatedClause(site: Site, not: boolean): Clause {
  const keyword = site.type === "array" ? "unevaluatedItems" : "unevaluatedProperties";
  const { [keyword]: unevaluated, ...beside } = site.schema;
  const literal = literalAt(site, unevaluated);
  const scopes = scopesOf({ ...site, schema: beside }, 0);
  if (scopes === null) return [[]];
  return scopes.flatMap((scope) => {
    if (scope.everything) return not ? [] : [scope.facts];
    const rest = site.type === "array" ? itemsBeyond(scope, literal) : namesBeyond(scope, literal);
    return [[...scope.facts, not ? opposite(rest) : rest]];
  });
}

function itemsBeyond(scope: Scope, literal: Literal): Fact {
  const anyOf = [literal, ...scope.contained].map(({ node }) => node);
  const allowed = scope.contained.length === 0 ? literal : { ...literal, node: { anyOf } };
  return allItems(allowed, scope.prefix);
}

function namesBeyond(scope: Scope, literal: Literal): Fact {
  const names: NameSet = { except: new Set(scope.names), patterns: scope.patterns };
  return allValues(names, literal);
}

/** All ways in which the schema's parts hold, the schema itself being kept; null where they are too many. */
function scopesOf(site: Site, depth: number): Scope[] | null {
  let scopes: Scope[] | null = [ownScope(site)];
  for (const ways of depth > maxNesting ? [null] : waysOfParts(site, depth)) {
    scopes = scopes === null || ways === null ? null : product(scopes, ways);
    if (scopes === null || scopes.length > maxScopes) return null;
  }
  return scopes;
}

function ownScope(site: Site): Scope {
  const { schema, type } = site;
  if (type === "array") {
    const node = schema["contains"];
    return {
      ...nothing,
      prefix: asNodes(schema["prefixItems"]).length,
      contained: node === undefined ? [] : [literalAt(site, node)],
      everything: "items" in schema || "unevaluatedItems" in schema,
    };
  }
  return {
    ...nothing,
    names: asNodeMap(schema["properties"]).map(([name]) => name),
    patterns: asNodeMap(schema["patternProperties"]).map(([pattern]) => pattern),
    everything: "additionalProperties" in schema || "unevaluatedProperties" in schema,
  };
}

function waysOfParts(site: Site, depth: number): (Scope[] | null)[] {
  const { schema } = site;
  const held = (node: unknown): Scope[] | null => partScopes(site, node, depth);
  const unheld = (node: unknown): Scope => {
    return { ...nothing, facts: [opposite(literalAt(site, node))] };
  };
  const either = (node: unknown): Scope[] | null => join(held(node), [unheld(node)]);
  const ways = asNodes(schema["allOf"]).map(held);
  if (schema["$ref"] !== undefined) ways.push(held(site.lookUp(schema["$ref"])));
  for (const node of asNodes(schema["anyOf"])) ways.push(either(node));
  for (const node of asNodes(schema["oneOf"])) ways.push(either(node));
  if (schema["if"] !== undefined) {
    const met = held(schema["if"]);
    const then = held(asNode(schema["then"]));
    const both = met === null || then === null ? null : product(met, then);
    const otherwise = held(asNode(schema["else"]));
    const unmet = otherwise === null ? null : product([unheld(schema["if"])], otherwise);
    ways.push(join(both, unmet));
  }
  if (site.type !== "object") return ways;
  for (const [name, node] of asNodeMap(schema["dependentSchemas"])) {
    ways.push(join(held(node), [{ ...nothing, facts: [opposite(has(site, name))] }]));
  }
  return ways;
}

function partScopes(site: Site, part: unknown, depth: number): Scope[] | null {
  const node = asNode(part);
  if (!isObject(node)) return node ? [nothing] : [];
  const scopes = scopesOf({ ...site, schema: node }, depth + 1);
  const fact = literalAt(site, node);
  return scopes?.map((scope) => ({ ...scope, facts: [fact, ...scope.facts] })) ?? null;
}

function join(some: Scope[] | null, others: Scope[] | null): Scope[] | null {
  return some === null || others === null ? null : [...some, ...others];
}

function product(some: Scope[], others: Scope[]): Scope[] {
  return some.flatMap((a) =>
    others.map((b) => ({
      facts: [...a.facts, ...b.facts],
      names: [...a.names, ...b.names],
      patterns: [...a.patterns, ...b.patterns],
      prefix: Math.max(a.prefix, b.prefix),
      contained: [...a.contained, ...b.contained],
      everything: a.everything || b.everything,
    })),
  );
}
