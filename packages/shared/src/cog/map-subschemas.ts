import { invalidInput } from "../errors/error.ts";
import { isObject, type JsonObject, type Path, setOwn } from "../schema/json/json.ts";

/** Deeper than any schema that `compileSchema` takes; guards the stack. */
const maxPathLength = 200;

const holdsSchema = new Set([
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const holdsSchemaList = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const holdsSchemaMap = new Set([
  "$defs",
  "definitions",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

/** Gives what stands in the place of the schema that was found at `at`. */
export type SchemaVisit = (schema: unknown, at: Path) => unknown;

/**
 * The value of a keyword of 2020-12 or OpenAPI 3.0 with every schema directly under it replaced by what
 * `visit` gives; values that hold no schemas are passed through as they are. Throws `invalid_input`
 * where schemas nest too deep.
 */
export function mapSubschemas(
  [keyword, held]: [keyword: string, held: unknown],
  at: Path,
  visit: SchemaVisit,
): unknown {
  if (at.length > maxPathLength) {
    throw invalidInput(at, "the schema nests too deep", "value_error.schema");
  }
  if (holdsSchema.has(keyword)) return visit(held, [...at, keyword]);
  if (holdsSchemaList.has(keyword) && Array.isArray(held)) {
    return held.map((schema: unknown, index) => visit(schema, [...at, keyword, index]));
  }
  if (!holdsSchemaMap.has(keyword) || !isObject(held)) return held;
  const mapped: JsonObject = {};
  for (const [name, schema] of Object.entries(held)) {
    setOwn(mapped, name, visit(schema, [...at, keyword, name]));
  }
  return mapped;
}
