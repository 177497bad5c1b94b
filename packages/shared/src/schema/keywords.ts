import { isObject } from "./json/json.ts";

/** What stands under a keyword: plain data, or schemas in one of four shapes. */
export type Holds = "data" | "schema" | "schema_list" | "schema_map" | "schema_or_names_map";

export interface Keyword {
  holds: Holds;
  /** Ends the sentence "`minimum` must be …". */
  expected: string;
  accepts: (value: unknown) => boolean;
  /** False: the validator does not look at it. */
  asserts: boolean;
}

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const anchor = /^[A-Za-z_][A-Za-z0-9._-]*$/;

/** Every keyword of 2020-12 that says something about a value or about other schemas. */
const table: Readonly<Record<string, Keyword>> = {
  $schema: annotation("a string", isString),
  $id: annotation(
    "a URI reference without a fragment",
    (value) => isString(value) && /^[^#]*#?$/.test(value),
  ),
  $anchor: annotation(
    "a name of letters, digits, `-`, `_` and `.`",
    (value) => isString(value) && anchor.test(value),
  ),
  $ref: assertion("a string: a URI reference", isString),
  $comment: annotation("a string", isString),
  $vocabulary: annotation(
    "an object of booleans",
    (value) => isObject(value) && Object.values(value).every(isBoolean),
  ),
  $defs: { ...schemaMap(), asserts: false },
  definitions: { ...schemaMap(), asserts: false },

  allOf: schemaList(),
  anyOf: schemaList(),
  oneOf: schemaList(),
  not: schema(),
  if: schema(),
  // oxlint-disable-next-line unicorn/no-thenable -- the standard's name; nobody awaits the table
  then: schema(),
  else: schema(),
  dependentSchemas: schemaMap(),
  dependencies: {
    holds: "schema_or_names_map",
    expected: "an object of schemas or lists of names",
    accepts: isObject,
    asserts: true,
  },
  prefixItems: schemaList(),
  items: schema(),
  contains: schema(),
  properties: schemaMap(),
  patternProperties: {
    ...schemaMap(),
    expected: "an object of schemas whose keys are regular expressions (with the `u` flag)",
    accepts: (value) => isObject(value) && Object.keys(value).every(isPattern),
  },
  additionalProperties: schema(),
  propertyNames: schema(),
  unevaluatedItems: schema(),
  unevaluatedProperties: schema(),
  contentSchema: { ...schema(), asserts: false },

  type: assertion(`one of ${types.join(", ")}, or a list of different ones`, isType),
  const: assertion("any value", () => true),
  enum: assertion("a list of values", Array.isArray),
  multipleOf: assertion("a number greater than 0", (value) => isNumber(value) && value > 0),
  maximum: assertion("a number", isNumber),
  exclusiveMaximum: assertion("a number", isNumber),
  minimum: assertion("a number", isNumber),
  exclusiveMinimum: assertion("a number", isNumber),
  maxLength: count(),
  minLength: count(),
  pattern: assertion("a regular expression that is valid with the `u` flag", isPattern),
  maxItems: count(),
  minItems: count(),
  uniqueItems: assertion("true or false", isBoolean),
  maxContains: count(),
  minContains: count(),
  maxProperties: count(),
  minProperties: count(),
  required: assertion("a list of different property names", isNames),
  dependentRequired: assertion(
    "an object of lists of different property names",
    (value) => isObject(value) && Object.values(value).every(isNames),
  ),
  format: assertion("a string", isString),

  contentEncoding: annotation("a string", isString),
  contentMediaType: annotation("a string", isString),
  title: annotation("a string", isString),
  description: annotation("a string", isString),
  default: annotation("any value", () => true),
  deprecated: annotation("true or false", isBoolean),
  readOnly: annotation("true or false", isBoolean),
  writeOnly: annotation("true or false", isBoolean),
  examples: annotation("a list", Array.isArray),
};

/** Keywords that the validator would pass over in silence, and so accept too much. */
const refusedKeywords: ReadonlySet<string> = new Set([
  "$dynamicRef",
  "$dynamicAnchor",
  "$recursiveRef",
  "$recursiveAnchor",
]);

/** Null for an unknown keyword, which is an annotation. */
export function findKeyword(name: string): Keyword | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}

export function isRefusedKeyword(name: string): boolean {
  return refusedKeywords.has(name);
}

/** A list of different strings: what `required` holds. */
export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isString) && areDifferent(value);
}

function assertion(expected: string, accepts: (value: unknown) => boolean): Keyword {
  return { holds: "data", expected, accepts, asserts: true };
}

function annotation(expected: string, accepts: (value: unknown) => boolean): Keyword {
  return { holds: "data", expected, accepts, asserts: false };
}

function count(): Keyword {
  return assertion(
    "a whole number, 0 or more",
    (value) => Number.isInteger(value) && Number(value) >= 0,
  );
}

function schema(): Keyword {
  return {
    holds: "schema",
    expected: "a schema (an object, true or false)",
    accepts: isSchema,
    asserts: true,
  };
}

function schemaList(): Keyword {
  const accepts = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
  return {
    holds: "schema_list",
    expected: "a list of at least one schema",
    accepts,
    asserts: true,
  };
}

function schemaMap(): Keyword {
  return {
    holds: "schema_map",
    expected: "an object of schemas",
    accepts: isObject,
    asserts: true,
  };
}

export function isSchema(value: unknown): value is boolean | { [keyword: string]: unknown } {
  return isBoolean(value) || isObject(value);
}

function isType(value: unknown): boolean {
  if (!Array.isArray(value)) return types.includes(String(value)) && isString(value);
  return (
    value.length > 0 &&
    areDifferent(value) &&
    value.every((one) => isString(one) && types.includes(one))
  );
}

function areDifferent(list: unknown[]): boolean {
  return new Set(list).size === list.length;
}

function isPattern(value: unknown): boolean {
  if (!isString(value)) return false;
  try {
    return new RegExp(value, "u").unicode;
  } catch {
    // The constructor throws for nothing but an invalid pattern.
    return false;
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}
