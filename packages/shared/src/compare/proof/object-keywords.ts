import { isObject } from "../../schema/json/json.ts";
import { type Fact, type FactOf, type Literal, type NameSet, opposite } from "./fact.ts";
import { every, everyOneOf, type KeywordRule, literalAt, type Site } from "./keyword-rule.ts";
import { asNodeMap, asStrings } from "./subschemas.ts";

export const objectKeywords: Readonly<Record<string, KeywordRule>> = {
  properties: (value, site) =>
    every(asNodeMap(value).map(([name, node]) => allValues({ name }, literalAt(site, node)))),
  patternProperties: (value, site) =>
    every(asNodeMap(value).map(([pattern, node]) => allValues({ pattern }, literalAt(site, node)))),
  additionalProperties: (value, site) => {
    const names = {
      except: new Set(asNodeMap(site.schema["properties"]).map(([name]) => name)),
      patterns: asNodeMap(site.schema["patternProperties"]).map(([pattern]) => pattern),
    };
    return every([allValues(names, literalAt(site, value))]);
  },
  propertyNames: (value, site) =>
    every([{ is: "name", not: true, literal: opposite(literalAt(site, value)) }]),
  required: (value, site) => every(asStrings(value).map((name) => has(site, name))),
  dependentRequired: (value, site) =>
    everyOneOf(
      Object.entries(isObject(value) ? value : {}).flatMap(([name, needed]) =>
        asStrings(needed).map((other) => [opposite(has(site, name)), has(site, other)]),
      ),
    ),
  dependentSchemas: (value, site) =>
    everyOneOf(
      asNodeMap(value).map(([name, node]) => [opposite(has(site, name)), literalAt(site, node)]),
    ),
};

/** That all properties of these names are of the literal. */
export function allValues(names: NameSet, literal: Literal): Fact {
  return { is: "property", not: true, names, literal: opposite(literal) };
}

export function has({ side }: Pick<Site, "side">, name: string): FactOf<"has"> {
  return { is: "has", not: false, name, side };
}
