import { arrayKeywords } from "./array-keywords.ts";
import { type Clause, type Fact, type Literal, opposite, type ValueType } from "./fact.ts";
import {
  every,
  everyOneOf,
  type KeywordRule,
  literalAt,
  type Meaning,
  type Site,
} from "./keyword-rule.ts";
import { objectKeywords } from "./object-keywords.ts";
import { asNodes, asStrings } from "./subschemas.ts";

type Rules = Readonly<Record<string, KeywordRule>>;

const pairwiseMost = 64;

const anyType: Rules = {
  type: (value, { type }) => {
    const types = asStrings([value].flat());
    const fits = types.includes(type) || (type === "integer" && types.includes("number"));
    return everyOneOf(fits ? [] : [[]]);
  },
  const: (value, { side }) => every([{ is: "value", not: false, values: [value], side }]),
  enum: (value, { side }) =>
    every([{ is: "value", not: false, values: Array.isArray(value) ? value : [], side }]),
  $ref: (value, site) => every([literalAt(site, site.lookUp(value))]),
  not: (value, site) => every([opposite(literalAt(site, value))]),
  allOf: (value, site) => every(literalsOf(value, site)),
  anyOf: (value, site) => everyOneOf([literalsOf(value, site)]),
  oneOf: (value, site) => exactlyOne(literalsOf(value, site)),
  if: (value, site) => {
    const condition = literalAt(site, value);
    const met = literalAt(site, site.schema["then"]);
    const unmet = literalAt(site, site.schema["else"]);
    const options = (not: boolean): Clause => [
      [opposite(condition), { ...unmet, not }],
      [condition, { ...met, not }],
    ];
    return { kept: () => [options(false)], broken: () => options(true) };
  },
};

const numberKeywords: Rules = {
  minimum: bound(false, false),
  exclusiveMinimum: bound(false, true),
  maximum: bound(true, true),
  exclusiveMaximum: bound(true, false),
  multipleOf: (value) => every([{ is: "multiple", not: false, of: Number(value) }]),
};

const stringKeywords: Rules = {
  minLength: sizeAtLeast,
  maxLength: sizeAtMost,
  pattern: (value) => every([{ is: "pattern", not: false, text: String(value) }]),
  format: (value) => every([{ is: "format", not: false, text: String(value) }]),
};

const byType: Readonly<Record<ValueType, Rules>> = {
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

function literalsOf(schemas: unknown, site: Site): Literal[] {
  return asNodes(schemas).map((node) => literalAt(site, node));
}

function bound(not: boolean, open: boolean): KeywordRule {
  return (value) => every([{ is: "bound", not, least: Number(value), open }]);
}

function sizeAtLeast(value: unknown, { side }: Site): Meaning {
  return every([{ is: "size", not: false, least: Math.ceil(Number(value)), side }]);
}

function sizeAtMost(value: unknown, { side }: Site): Meaning {
  return every([{ is: "size", not: true, least: Math.floor(Number(value)) + 1, side }]);
}

/** Many forms are not told apart in pairs: nothing is said then of a value that fits two. */
function exactlyOne(literals: Literal[]): Meaning {
  const none = literals.map(opposite);
  const onlyOf = (chosen: number): Fact[] =>
    none.map((literal, at) => (at === chosen ? opposite(literal) : literal));
  const pairs = literals.flatMap((first, at) =>
    literals.slice(at + 1).map((second) => [first, second]),
  );
  return {
    kept: () => [literals.map((_, at) => onlyOf(at))],
    broken: () => (literals.length > pairwiseMost ? [[]] : [none, ...pairs]),
  };
}
