import { isObject, type JsonObject } from "./json/json.ts";
import { showValue } from "./json/show-value.ts";
import type { Crossing } from "./locate-error.ts";

/** What a sentence about a broken keyword is made of. */
export interface Breach {
  keyword: string;
  /** The schema that has the keyword. */
  schema: JsonObject;
  /** The keyword under which that schema stands; null at the root. */
  parent: Crossing | null;
  value: unknown;
}

const maxListed = 8;

const typeNames: Readonly<Record<string, string>> = {
  array: "an array",
  boolean: "true or false",
  integer: "an integer",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

type Sentence = (breach: Breach) => string;

/** What follows the name of the value, by keyword. */
const sentences: Readonly<Record<string, Sentence>> = {
  type: ({ schema, value }) =>
    `must be ${showTypes([schema["type"]].flat())}; got ${showValue(value)}`,
  enum: ({ schema, value }) => `must be ${showChoices(schema["enum"])}; got ${showValue(value)}`,
  multipleOf: limit("be a multiple of"),
  minimum: limit("be at least"),
  maximum: limit("be at most"),
  exclusiveMinimum: limit("be greater than"),
  exclusiveMaximum: limit("be less than"),
  minLength: count("at least", "character"),
  maxLength: count("at most", "character"),
  minItems: count("at least", "item"),
  maxItems: count("at most", "item"),
  minProperties: count("at least", "property"),
  maxProperties: count("at most", "property"),
  pattern: ({ schema, value }) =>
    `must match the pattern ${showValue(schema["pattern"])}; got ${showValue(value)}`,
  format: ({ schema, value }) =>
    `must be a valid ${String(schema["format"])}; got ${showValue(value)}`,
  uniqueItems: () => "must not hold the same item twice",
  contains: () => "must hold at least one item of the kind that the schema names",
  minContains: ({ schema }) =>
    `must hold at least ${String(schema["minContains"])} items of the kind that the schema names`,
  maxContains: ({ schema }) =>
    `must hold at most ${String(schema["maxContains"])} items of the kind that the schema names`,
  not: () => "is of a form that the schema rules out",
  anyOf: ({ schema }) =>
    `fits none of the ${lengthOf(schema["anyOf"])} forms that the schema allows`,
  oneOf: ({ schema }) =>
    `must fit exactly one of the ${lengthOf(schema["oneOf"])} forms that the schema allows`,
  additionalProperties: ({ parent }) => `is not a known property${knownProperties(parent)}`,
  unevaluatedProperties: () => "is not a known property",
  items: ({ parent }) => `is an item too many${itemLimit(parent)}`,
};

/** The rest of the sentence that begins with the value's name. */
export function sentenceOf(breach: Breach): string {
  const sentence = Object.hasOwn(sentences, breach.keyword) ? sentences[breach.keyword] : undefined;
  return sentence === undefined ? "is not allowed" : sentence(breach);
}

function limit(relation: string): Sentence {
  return ({ keyword, schema, value }) =>
    `must ${relation} ${String(schema[keyword])}; got ${showValue(value)}`;
}

function count(relation: string, noun: string): Sentence {
  return ({ keyword, schema, value }) => {
    const wanted = Number(schema[keyword]);
    return `must have ${relation} ${wanted} ${plural(noun, wanted)}; got ${sizeOf(value)}`;
  };
}

function plural(noun: string, amount: number): string {
  if (amount === 1) return noun;
  return noun === "property" ? "properties" : `${noun}s`;
}

/** Characters are code points, as JSON Schema counts them. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return Array.from(value).length;
  return isObject(value) ? Object.keys(value).length : lengthOf(value);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function showTypes(types: unknown[]): string {
  const names = types.map((type) => typeNames[String(type)] ?? String(type));
  return names.join(" or ");
}

function showChoices(choices: unknown): string {
  if (!Array.isArray(choices)) return "an allowed value";
  if (choices.length === 0)
    return "a value that satisfies both `enum` and `const`, of which there is none";
  if (choices.length === 1) return showValue(choices[0]);
  return `one of ${list(choices.map(showValue))}`;
}

function knownProperties(parent: Crossing | null): string {
  const properties = parent?.schema["properties"];
  const names = isObject(properties) ? Object.keys(properties) : [];
  return names.length === 0
    ? ""
    : `; known are ${list(names.map((name) => `\`${name.slice(0, 60)}\``))}`;
}

function itemLimit(parent: Crossing | null): string {
  const most = lengthOf(parent?.schema["prefixItems"]);
  return `; at most ${most} ${most === 1 ? "is" : "are"} allowed`;
}

function list(shown: string[]): string {
  const rest = shown.length - maxListed;
  return shown.slice(0, maxListed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
