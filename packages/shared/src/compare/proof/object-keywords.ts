import { isObject } from "../../schema/json/json.ts";
import { type Fact, type Literal, type NameSet, opposite, schemaFact } from "./fact.ts";
import { type KeywordRule, literalAt, plain, type Site } from "./keyword-rule.ts";
import { asNodeMap, asStrings } from "./subschemas.ts";

export const objectKeywords: Readonly<Record<string, KeywordRule>> = {
  properties: (value, site) => {
    const literals = asNodeMap(value).map(([name, node]) => ({
      name,
      literal: literalAt(site, node),
    }));
    return {
      kept: () => [[literals.map(({ name, literal }) => allValues({ name }, literal))]],
      broken: () => literals.map(({ name, literal }) => [someValue({ name }, literal)]),
    };
  },
  patternProperties: (value, site) => {
    const literals = asNodeMap(value).map(([pattern, node]) => ({
      pattern,
      literal: literalAt(site, node),
    }));
    return {
      kept: () => [[literals.map(({ pattern, literal }) => allValues({ pattern }, literal))]],
      broken: () => literals.map(({ pattern, literal }) => [someValue({ pattern }, literal)]),
    };
  },
  additionalProperties: (value, site) => {
    const names = {
      except: new Set(asNodeMap(site.schema["properties"]).map(([name]) => name)),
      patterns: asNodeMap(site.schema["patternProperties"]).map(([pattern]) => pattern),
    };
    const literal = literalAt(site, value);
    return plain(allValues(names, literal), someValue(names, literal));
  },
  propertyNames: (value, site) => {
    const literal = literalAt(site, value);
    return plain({ is: "names", literal }, { is: "some name", literal: opposite(literal) });
  },
  required: (value, site) => {
    const names = asStrings(value);
    return {
      kept: () => [[names.map((name) => has(site, name))]],
      broken: () => names.map((name) => [lacks(site, name)]),
    };
  },
  dependentRequired: (value, site) => {
    const pairs = Object.entries(isObject(value) ? value : {}).flatMap(([name, needed]) =>
      asStrings(needed).map((other) => ({ name, other })),
    );
    return {
      kept: () => pairs.map(({ name, other }) => [[lacks(site, name)], [has(site, other)]]),
      broken: () => pairs.map(({ name, other }) => [has(site, name), lacks(site, other)]),
    };
  },
  dependentSchemas: (value, site) => {
    const pairs = asNodeMap(value).map(([name, node]) => ({
      name,
      literal: literalAt(site, node),
    }));
    return {
      kept: () => pairs.map(({ name, literal }) => [[lacks(site, name)], [schemaFact(literal)]]),
      broken: () =>
        pairs.map(({ name, literal }) => [has(site, name), schemaFact(opposite(literal))]),
    };
  },
};

export function allValues(names: NameSet, literal: Literal): Fact {
  return { is: "values", names, literal };
}

/** That one of these properties is there and is not of the schema. */
export function someValue(names: NameSet, literal: Literal): Fact {
  return { is: "some value", names, literal: opposite(literal) };
}

function has({ side }: Pick<Site, "side">, name: string): Fact {
  return { is: "has", name, not: false, side };
}

export function lacks({ side }: Pick<Site, "side">, name: string): Fact {
  return { is: "has", name, not: true, side };
}
