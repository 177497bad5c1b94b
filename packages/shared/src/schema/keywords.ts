import { isObject, type JsonObject, type Path, setOwn } from "./json/json.ts";

/** What stands under a keyword: plain data, or schemas in one of four shapes. */
export type Holds = "data" | "schema" | "schema_list" | "schema_map" | "schema_or_names_map";

export type Vocabulary =
  | "core"
  | "applicator"
  | "unevaluated"
  | "validation"
  | "meta-data"
  | "format-annotation"
  | "content";

export interface Keyword {
  vocabulary: Vocabulary;
  holds: Holds;
  /** Ends the sentence "`minimum` must be …". */
  expected: string;
  /** Whether it stands in a flat schema: it says something about a value, or is `default`. */
  isKept: boolean;
}

const types = "array, boolean, integer, null, number, object, string";
const aSchema = "a schema (an object, true or false)";
const schemas = "an object of schemas";
const aCount = "a whole number, 0 or more";
const names = "a list of different property names";
const anchor =
  "a name of letters, digits, `-`, `_` and `.` that begins with a letter or `_` (no `#`)";
const pattern = "a regular expression that is valid with the `u` flag";

type Row = [vocabulary: Vocabulary, holds: Holds, expected: string, names: string];

/** Those that stand in a flat schema; names that share all else stand in one row. */
const keptRows: readonly Row[] = [
  ["core", "data", "a string: a URI reference", "$ref $dynamicRef"],
  ["applicator", "schema_list", "a list of at least one schema", "allOf anyOf oneOf prefixItems"],
  ["applicator", "schema", aSchema, "not if then else contains additionalProperties propertyNames"],
  ["applicator", "schema", `${aSchema}; a list goes under \`prefixItems\``, "items"],
  ["applicator", "schema_map", schemas, "dependentSchemas properties"],
  ["applicator", "schema_map", `${schemas}, each key ${pattern}`, "patternProperties"],
  [
    "applicator",
    "schema_or_names_map",
    "an object of schemas or of lists of different property names",
    "dependencies",
  ],
  ["unevaluated", "schema", aSchema, "unevaluatedItems unevaluatedProperties"],
  ["validation", "data", `one of ${types}, or a list of different ones`, "type"],
  ["validation", "data", "any value", "const"],
  ["validation", "data", "a list of values", "enum"],
  ["validation", "data", "a number greater than 0", "multipleOf"],
  ["validation", "data", "a number", "maximum exclusiveMaximum minimum exclusiveMinimum"],
  ["validation", "data", aCount, "maxLength minLength maxItems minItems maxContains minContains"],
  ["validation", "data", aCount, "maxProperties minProperties"],
  ["validation", "data", pattern, "pattern"],
  ["validation", "data", "true or false", "uniqueItems"],
  ["validation", "data", names, "required"],
  ["validation", "data", `an object whose values are each ${names}`, "dependentRequired"],
  ["format-annotation", "data", "a string", "format"],
  ["meta-data", "data", "any value", "default"],
];

const otherRows: readonly Row[] = [
  ["core", "data", "a URI", "$schema"],
  ["core", "data", "a URI reference without a fragment", "$id"],
  ["core", "data", anchor, "$anchor $dynamicAnchor"],
  ["core", "data", "a string", "$comment"],
  ["core", "data", "an object of booleans by URI", "$vocabulary"],
  ["core", "schema_map", schemas, "$defs definitions"],
  ["content", "schema", aSchema, "contentSchema"],
  ["content", "data", "a string", "contentEncoding contentMediaType"],
  ["meta-data", "data", "a string", "title description"],
  ["meta-data", "data", "true or false", "deprecated readOnly writeOnly"],
  ["meta-data", "data", "a list", "examples"],
];

/** Every keyword of 2020-12 that says something about a value or about other schemas. */
const table: ReadonlyMap<string, Keyword> = new Map([
  ...keywordsOf(keptRows, true),
  ...keywordsOf(otherRows, false),
]);

function keywordsOf(rows: readonly Row[], isKept: boolean): [string, Keyword][] {
  return rows.flatMap(([vocabulary, holds, expected, list]) =>
    list
      .split(" ")
      .map((name): [string, Keyword] => [name, { vocabulary, holds, expected, isKept }]),
  );
}

/** Undefined for an unknown keyword, which is an annotation. */
export function findKeyword(name: string): Keyword | undefined {
  return table.get(name);
}

export function keywordNames(): string[] {
  return Array.from(table.keys());
}

/**
 * The keyword's value with every schema directly in it put through `change`, which is also told the
 * steps to it from the schema that has the keyword; a value of another form holds no schema.
 */
export function mapSubschemas(
  name: string,
  held: unknown,
  change: (schema: unknown, steps: Path) => unknown,
): unknown {
  const holds = table.get(name)?.holds ?? "data";
  if (holds === "schema") return change(held, [name]);
  if (holds === "schema_list" && Array.isArray(held)) {
    return held.map((one: unknown, index) => change(one, [name, index]));
  }
  if (!holds.endsWith("_map") || !isObject(held)) return held;
  const changed: JsonObject = {};
  for (const [key, one] of Object.entries(held)) {
    const isNames = holds === "schema_or_names_map" && Array.isArray(one);
    setOwn(changed, key, isNames ? one : change(one, [name, key]));
  }
  return changed;
}

export function isSchema(value: unknown): value is boolean | { [keyword: string]: unknown } {
  return typeof value === "boolean" || isObject(value);
}
