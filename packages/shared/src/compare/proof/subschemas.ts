import type { FlatNode } from "../../schema/flat-schema.ts";
import { isObject, type JsonObject, setOwn } from "../../schema/json/json.ts";

const single = new Set([
  "not",
  "if",
  "then",
  "else",
  "items",
  "contains",
  "additionalProperties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const listed = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const named = new Set(["properties", "patternProperties", "dependentSchemas"]);

/** What stands in the place of a schema; `true` where it is none, which no flat form has. */
export function asNode(schema: unknown): FlatNode {
  return typeof schema === "boolean" || isObject(schema) ? schema : true;
}

export function asNodes(schemas: unknown): FlatNode[] {
  return Array.isArray(schemas) ? schemas.map(asNode) : [];
}

export function asNodeMap(schemas: unknown): [string, FlatNode][] {
  if (!isObject(schemas)) return [];
  return Object.entries(schemas).map(([name, schema]) => [name, asNode(schema)]);
}

export function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The keyword's value with every schema directly in it put through `change`. */
export function mapSubschemas(
  keyword: string,
  value: unknown,
  change: (node: FlatNode) => unknown,
): unknown {
  if (single.has(keyword)) return change(asNode(value));
  if (listed.has(keyword)) return asNodes(value).map(change);
  if (!named.has(keyword)) return value;
  const changed: JsonObject = {};
  for (const [name, node] of asNodeMap(value)) setOwn(changed, name, change(node));
  return changed;
}

/** The schemas directly in a schema, but for what `$ref` leads to. */
export function subschemasOf(node: FlatNode): FlatNode[] {
  const found: FlatNode[] = [];
  if (!isObject(node)) return found;
  for (const [keyword, value] of Object.entries(node)) {
    mapSubschemas(keyword, value, (subschema) => found.push(subschema));
  }
  return found;
}
