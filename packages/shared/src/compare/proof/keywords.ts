import { arrayKeywords } from "./array-keywords.ts";
import {
  type Clause,
  type Fact,
  type Literal,
  opposite,
  schemaFact,
  type ValueType,
} from "./fact.ts";
import {
  type KeywordRule,
  literalAt,
  type Meaning,
  ofSchema,
  plain,
  saysNothing,
  type Site,
} from "./keyword-rule.ts";
import { objectKeywords } from "./object-keywords.ts";
import { asNodes, asStrings } from "./subschemas.ts";

const never: Clause = [];
const pairwiseMost = 64;

const anyType: Readonly<Record<string, KeywordRule>> = {
  type: (value, { type }) => {
    const types = asStrings([value].flat());
    const fits = types.includes(type) || (type === "integer" && types.includes("number"));
    return { kept: () => (fits ? [] : [never]), broken: () => (fits ? never : [[]]) };
  },
  const: (value, site) => oneOfValues([value], site),
  enum: (value, site) => oneOfValues(Array.isArray(value) ? value : [], site),
  $ref: (value, site) => ofSchema({ node: site.lookUp(value), side: site.side, not: false }),
  not: (value, site) => ofSchema(opposite(literalAt(site, value))),
  allOf: (value, site) => {
    const literals = asNodes(value).map((node) => literalAt(site, node));
    return {
      kept: () => [[literals.map(schemaFact)]],
      broken: () => literals.map((literal) => [schemaFact(opposite(literal))]),
    };
  },
  anyOf: (value, site) => {
    const literals = asNodes(value).map((node) => literalAt(site, node));
    return {
      kept: () => [literals.map((literal) => [schemaFact(literal)])],
      broken: () => [literals.map((literal) => schemaFact(opposite(literal)))],
    };
  },
  oneOf: (value, site) => exactlyOne(asNodes(value).map((node) => literalAt(site, node))),
  if: (value, site) => {
    const condition = literalAt(site, value);
    const met = literalAt(site, site.schema["then"]);
    const unmet = literalAt(site, site.schema["else"]);
    const options = (not: boolean): Clause => [
      [schemaFact(opposite(condition)), schemaFact({ ...unmet, not })],
      [schemaFact(condition), schemaFact({ ...met, not })],
    ];
    return { kept: () => [options(false)], broken: () => options(true) };
  },
};

const numberKeywords: Readonly<Record<string, KeywordRule>> = {
  minimum: (value) => atLeast(Number(value), false),
  exclusiveMinimum: (value) => atLeast(Number(value), true),
  maximum: (value) => atMost(Number(value), false),
  exclusiveMaximum: (value) => atMost(Number(value), true),
  multipleOf: (value) => {
    const of = Number(value);
    return plain({ is: "multiple", of, not: false }, { is: "multiple", of, not: true });
  },
};

const stringKeywords: Readonly<Record<string, KeywordRule>> = {
  minLength: sizeAtLeast,
  maxLength: sizeAtMost,
  pattern: (value) => ofText("pattern", String(value)),
  format: (value) => ofText("format", String(value)),
};

const byType: Readonly<Record<ValueType, Readonly<Record<string, KeywordRule>>>> = {
  null: anyType,
  boolean: anyType,
  integer: { ...anyType, ...numberKeywords },
  number: { ...anyType, ...numberKeywords },
  string: { ...anyType, ...stringKeywords },
  array: { ...anyType, ...arrayKeywords, minItems: sizeAtLeast, maxItems: sizeAtMost },
  object: {
    ...anyType,
    ...objectKeywords,
    minProperties: sizeAtLeast,
    maxProperties: sizeAtMost,
  },
};

/** What the schema's keywords say of a value of the site's type; `unevaluated…` is not among them. */
export function meaningsOf(site: Site): Meaning[] {
  const rules = byType[site.type];
  return Object.entries(site.schema).flatMap(([keyword, value]) => {
    const rule = Object.hasOwn(rules, keyword) ? rules[keyword] : undefined;
    return rule === undefined ? [] : [rule(value, site)];
  });
}

function ofText(is: "pattern" | "format", text: string): Meaning {
  return plain({ is, text, not: false }, { is, text, not: true });
}

function oneOfValues(values: readonly unknown[], { side }: Site): Meaning {
  return plain({ is: "value", values, not: false, side }, { is: "value", values, not: true, side });
}

function atLeast(bound: number, open: boolean): Meaning {
  return plain({ is: "least", bound, open }, { is: "most", bound, open: !open });
}

function atMost(bound: number, open: boolean): Meaning {
  return plain({ is: "most", bound, open }, { is: "least", bound, open: !open });
}

function sizeAtLeast(value: unknown, { side }: Site): Meaning {
  const least = Math.ceil(Number(value));
  const kept: Fact = { is: "size", least, most: Infinity, side };
  if (least <= 0) return saysNothing;
  return plain(kept, { is: "size", least: 0, most: least - 1, side });
}

function sizeAtMost(value: unknown, { side }: Site): Meaning {
  const most = Math.floor(Number(value));
  const kept: Fact = { is: "size", least: 0, most, side };
  return plain(kept, { is: "size", least: most + 1, most: Infinity, side });
}

/** Many forms are not told apart in pairs: nothing is said then of a value that fits two. */
function exactlyOne(literals: Literal[]): Meaning {
  const onlyOf = (chosen: Literal): Fact[] =>
    literals.map((literal) => schemaFact(literal === chosen ? literal : opposite(literal)));
  const none = literals.map((literal) => schemaFact(opposite(literal)));
  const pairs = literals.flatMap((first, at) =>
    literals.slice(at + 1).map((second) => [schemaFact(first), schemaFact(second)]),
  );
  return {
    kept: () => [literals.map(onlyOf)],
    broken: () => (literals.length > pairwiseMost ? [[]] : [none, ...pairs]),
  };
}
