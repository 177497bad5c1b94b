import { isObject, type JsonObject, type Path, setOwn } from "../json/json.ts";

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
const aCount = "a whole number, 0 or more";
const names = "a list of different property names";
const anchor =
  "a name of letters, digits, `-`, `_` and `.` that begins with a letter or `_` (no `#`)";
const pattern = "a regular expression that is valid with the `u` flag";

/** Every keyword of 2020-12 that says something about a value or about other schemas. */
const table: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ["$schema", note("core", "a URI")],
  ["$id", note("core", "a URI reference without a fragment")],
  ["$anchor", note("core", anchor)],
  ["$dynamicAnchor", note("core", anchor)],
  ["$ref", rule("core", "a string: a URI reference")],
  ["$dynamicRef", rule("core", "a string: a URI reference")],
  ["$comment", note("core", "a string")],
  ["$vocabulary", note("core", "an object of booleans by URI")],
  ["$defs", unkept(schemaMap("core"))],
  ["definitions", unkept(schemaMap("core"))],

  ["allOf", schemaList()],
  ["anyOf", schemaList()],
  ["oneOf", schemaList()],
  ["not", schema("applicator")],
  ["if", schema("applicator")],
  ["then", schema("applicator")],
  ["else", schema("applicator")],
  ["dependentSchemas", schemaMap("applicator")],
  [
    "dependencies",
    {
      vocabulary: "applicator",
      holds: "schema_or_names_map",
      expected: `an object of schemas or of lists of different property names`,
      isKept: true,
    },
  ],
  ["prefixItems", schemaList()],
  ["items", { ...schema("applicator"), expected: `${aSchema}; a list goes under \`prefixItems\`` }],
  ["contains", schema("applicator")],
  ["properties", schemaMap("applicator")],
  [
    "patternProperties",
    {
      ...schemaMap("applicator"),
      expected: `an object of schemas, each key ${pattern}`,
    },
  ],
  ["additionalProperties", schema("applicator")],
  ["propertyNames", schema("applicator")],
  ["unevaluatedItems", schema("unevaluated")],
  ["unevaluatedProperties", schema("unevaluated")],
  ["contentSchema", unkept(schema("content"))],

  ["type", rule("validation", `one of ${types}, or a list of different ones`)],
  ["const", rule("validation", "any value")],
  ["enum", rule("validation", "a list of values")],
  ["multipleOf", rule("validation", "a number greater than 0")],
  ["maximum", rule("validation", "a number")],
  ["exclusiveMaximum", rule("validation", "a number")],
  ["minimum", rule("validation", "a number")],
  ["exclusiveMinimum", rule("validation", "a number")],
  ["maxLength", rule("validation", aCount)],
  ["minLength", rule("validation", aCount)],
  ["pattern", rule("validation", pattern)],
  ["maxItems", rule("validation", aCount)],
  ["minItems", rule("validation", aCount)],
  ["uniqueItems", rule("validation", "true or false")],
  ["maxContains", rule("validation", aCount)],
  ["minContains", rule("validation", aCount)],
  ["maxProperties", rule("validation", aCount)],
  ["minProperties", rule("validation", aCount)],
  ["required", rule("validation", names)],
  ["dependentRequired", rule("validation", `an object whose values are each ${names}`)],
  ["format", rule("format-annotation", "a string")],

  ["contentEncoding", note("content", "a string")],
  ["contentMediaType", note("content", "a string")],
  ["title", note("meta-data", "a string")],
  ["description", note("meta-data", "a string")],
  ["default", rule("meta-data", "any value")],
  ["deprecated", note("meta-data", "true or false")],
  ["readOnly", note("meta-data", "true or false")],
  ["writeOnly", note("meta-data", "true or false")],
  ["examples", note("meta-data", "a list")],
]);

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

function rule(vocabulary: Vocabulary, expected: string): Keyword {
  return { vocabulary, holds: "data", expected, isKept: true };
}

function note(vocabulary: Vocabulary, expected: string): Keyword {
  return { vocabulary, holds: "data", expected, isKept: false };
}

function schema(vocabulary: Vocabulary): Keyword {
  return { vocabulary, holds: "schema", expected: aSchema, isKept: true };
}

function schemaList(): Keyword {
  const expected = "a list of at least one schema";
  return { vocabulary: "applicator", holds: "schema_list", expected, isKept: true };
}

function schemaMap(vocabulary: Vocabulary): Keyword {
  return { vocabulary, holds: "schema_map", expected: "an object of schemas", isKept: true };
}

function unkept(keyword: Keyword): Keyword {
  return { ...keyword, isKept: false };
}
