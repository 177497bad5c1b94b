import { type Fact, type Literal, opposite } from "./fact.ts";
import { type KeywordRule, literalAt, type Meaning, plain, saysNothing } from "./keyword-rule.ts";
import { asNodes } from "./subschemas.ts";

export const arrayKeywords: Readonly<Record<string, KeywordRule>> = {
  prefixItems: (value, site) => {
    const literals = asNodes(value).map((node) => literalAt(site, node));
    const ranges = literals.map((literal, from) => itemRange(literal, from, from + 1));
    return {
      kept: () => [[ranges.map(({ kept }) => kept)]],
      broken: () => ranges.map(({ broken }) => [broken]),
    };
  },
  items: (value, site) => {
    const from = asNodes(site.schema["prefixItems"]).length;
    const range = itemRange(literalAt(site, value), from, Infinity);
    return plain(range.kept, range.broken);
  },
  contains: (value, site) => {
    const { minContains = 1, maxContains = Infinity } = site.schema;
    return contains(literalAt(site, value), Number(minContains), Number(maxContains));
  },
  uniqueItems: (value, { side }) => {
    if (value !== true) return saysNothing;
    return plain({ is: "unique", not: false, side }, { is: "unique", not: true, side });
  },
};

/** That all items of the range are of the schema, and that one is not. */
export function itemRange(
  literal: Literal,
  from: number,
  to: number,
): { kept: Fact; broken: Fact } {
  return {
    kept: { is: "items", from, to, literal },
    broken: { is: "some items", from, to, literal: opposite(literal), count: 1 },
  };
}

function contains(literal: Literal, least: number, most: number): Meaning {
  const atLeast = (count: number): Fact => {
    return { is: "some items", from: 0, to: Infinity, literal, count };
  };
  const atMost = (count: number): Fact => {
    if (count === 0) return itemRange(opposite(literal), 0, Infinity).kept;
    return { is: "few items", literal, count };
  };
  const kept = [
    ...(least > 0 ? [atLeast(Math.ceil(least))] : []),
    ...(most < Infinity ? [atMost(Math.floor(most))] : []),
  ];
  const broken = [
    ...(least > 0 ? [[atMost(Math.ceil(least) - 1)]] : []),
    ...(most < Infinity ? [[atLeast(Math.floor(most) + 1)]] : []),
  ];
  return { kept: () => [[kept]], broken: () => broken };
}
