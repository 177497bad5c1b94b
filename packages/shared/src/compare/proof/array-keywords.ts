import { type Fact, type Literal, opposite } from "./fact.ts";
import { every, type KeywordRule, literalAt } from "./keyword-rule.ts";
import { asNodes } from "./subschemas.ts";

export const arrayKeywords: Readonly<Record<string, KeywordRule>> = {
  prefixItems: (value, site) =>
    every(asNodes(value).map((node, from) => allItems(literalAt(site, node), from, from + 1))),
  items: (value, site) => {
    const from = asNodes(site.schema["prefixItems"]).length;
    return every([allItems(literalAt(site, value), from)]);
  },
  contains: (value, site) => {
    const { minContains = 1, maxContains = Infinity } = site.schema;
    const atLeast = (least: number): Fact => {
      const literal = literalAt(site, value);
      return { is: "item", not: false, from: 0, to: Infinity, literal, least };
    };
    const [least, most] = [Math.ceil(Number(minContains)), Math.floor(Number(maxContains))];
    return every([
      ...(least > 0 ? [atLeast(least)] : []),
      ...(most < Infinity ? [opposite(atLeast(most + 1))] : []),
    ]);
  },
  uniqueItems: (value, { side }) =>
    every(value === true ? [{ is: "unique", not: false, side }] : []),
};

/** That all items of the range are of the literal. */
export function allItems(literal: Literal, from: number, to = Infinity): Fact {
  return { is: "item", not: true, from, to, literal: opposite(literal), least: 1 };
}
