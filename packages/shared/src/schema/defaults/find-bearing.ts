import { type FlatSchema, targetOf } from "../flat-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";

/** Schemas that hold for the same value: nothing of `anyOf`, `oneOf` and `if`, which may not hold. */
export function inPlaceOf(flat: FlatSchema, schema: JsonObject): JsonObject[] {
  const { $ref, allOf } = schema;
  const target = typeof $ref === "string" ? targetOf(flat, $ref) : true;
  return [target, ...listOf(allOf)].filter(isObject);
}

export function listOf(held: unknown): unknown[] {
  return Array.isArray(held) ? held : [];
}

/** The schemas from which a default can be reached, through references and round cycles too. */
export function findBearing(flat: FlatSchema): Set<JsonObject> {
  const holders = new Map<JsonObject, JsonObject[]>();
  const bearing = new Set<JsonObject>();
  // Most schemas have none: their text says so sooner than a walk.
  if (!JSON.stringify(flat).includes('"default":')) return bearing;
  const open: JsonObject[] = [flat].filter(isObject);
  for (const root of open) holders.set(root, []);
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if ("default" in schema) bearing.add(schema);
    for (const inner of reachableFrom(flat, schema)) {
      const known = holders.get(inner);
      known?.push(schema);
      if (known !== undefined) continue;
      holders.set(inner, [schema]);
      open.push(inner);
    }
  }
  // A set's loop meets what is added while it runs.
  for (const schema of bearing) {
    for (const holder of holders.get(schema) ?? []) bearing.add(holder);
  }
  return bearing;
}

function reachableFrom(flat: FlatSchema, schema: JsonObject): JsonObject[] {
  const { properties, prefixItems, items } = schema;
  const named = isObject(properties) ? Object.values(properties) : [];
  return [...named, ...listOf(prefixItems), items, ...inPlaceOf(flat, schema)].filter(isObject);
}
