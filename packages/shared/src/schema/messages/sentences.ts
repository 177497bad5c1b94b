import { countCodePoints } from "../json/count-code-points.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import type { Place } from "./place.ts";

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

type Sentence = (schema: JsonObject, value: unknown) => string;

/** What follows the name of the value, by the keyword that is broken. */
const sentences: Readonly<Record<string, Sentence>> = {
  type: ({ type }, value) => `must be ${showTypes([type].flat())}; got ${showValue(value)}`,
  enum: (schema, value) => `must be ${showChoices(schema["enum"])}; got ${showValue(value)}`,
  const: (schema, value) => `must be ${showValue(schema["const"])}; got ${showValue(value)}`,
  multipleOf: limit("multipleOf", "be a multiple of"),
  minimum: limit("minimum", "be at least"),
  maximum: limit("maximum", "be at most"),
  exclusiveMinimum: limit("exclusiveMinimum", "be greater than"),
  exclusiveMaximum: limit("exclusiveMaximum", "be less than"),
  minLength: count("minLength", "at least", "character"),
  maxLength: count("maxLength", "at most", "character"),
  minItems: count("minItems", "at least", "item"),
  maxItems: count("maxItems", "at most", "item"),
  minProperties: count("minProperties", "at least", "property"),
  maxProperties: count("maxProperties", "at most", "property"),
  pattern: ({ pattern }, value) =>
    `must match the pattern ${showValue(pattern)}; got ${showValue(value)}`,
  format: ({ format }, value) => `must be a valid ${String(format)}; got ${showValue(value)}`,
  uniqueItems: () => "must not hold the same item twice",
  contains: () => "must hold at least one item of the kind that the schema names",
  minContains: ({ minContains }) =>
    `must hold at least ${String(minContains)} items of the kind that the schema names`,
  maxContains: ({ maxContains }) =>
    `must hold at most ${String(maxContains)} items of the kind that the schema names`,
  not: () => "is of a form that the schema rules out",
  anyOf: ({ anyOf }) => `fits none of the ${lengthOf(anyOf)} forms that the schema allows`,
  oneOf: ({ oneOf }) =>
    `must fit exactly one of the ${lengthOf(oneOf)} forms that the schema allows`,
  // Of these only `false` itself is told: all else has sentences of its own.
  additionalProperties: (schema) => `is not a known property${knownProperties(schema)}`,
  unevaluatedProperties: () => "is not a known property",
  items: (schema) => `is an item too many${itemLimit(schema)}`,
  unevaluatedItems: () => "is an item too many",
};

/** The rest of the sentence that begins with the value's name. */
export function sentenceOf({ keyword, schema }: Place, value: unknown): string {
  const sentence = Object.hasOwn(sentences, keyword) ? sentences[keyword] : undefined;
  return sentence === undefined ? "is not allowed" : sentence(schema, value);
}

function limit(keyword: string, relation: string): Sentence {
  return (schema, value) => `must ${relation} ${String(schema[keyword])}; got ${showValue(value)}`;
}

function count(keyword: string, relation: string, noun: string): Sentence {
  return (schema, value) => {
    const wanted = Number(schema[keyword]);
    return `must have ${relation} ${wanted} ${plural(noun, wanted)}; got ${sizeOf(value)}`;
  };
}

function plural(noun: string, amount: number): string {
  if (amount === 1) return noun;
  return noun === "property" ? "properties" : `${noun}s`;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return countCodePoints(value);
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
  if (choices.length === 0) return "one of no values at all";
  if (choices.length === 1) return showValue(choices[0]);
  return `one of ${list(choices, showValue)}`;
}

function knownProperties({ properties }: JsonObject): string {
  const names = isObject(properties) ? Object.keys(properties) : [];
  if (names.length === 0) return "";
  return `; known are ${list(names, (name) => `\`${String(name).slice(0, 60)}\``)}`;
}

function itemLimit({ prefixItems }: JsonObject): string {
  const most = lengthOf(prefixItems);
  return `; at most ${most} ${most === 1 ? "is" : "are"} allowed`;
}

function list(values: unknown[], show: (value: unknown) => string): string {
  const rest = values.length - maxListed;
  const shown = values.slice(0, maxListed).map(show).join(", ");
  return shown + (rest > 0 ? ` and ${rest} more` : "");
}
