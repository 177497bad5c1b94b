import { isObject, type JsonObject, setOwn } from "./json/json.ts";
import type { PreparedNode, PreparedSchema } from "./prepare-schema.ts";

/** All defaults of one check together: as much as a body may have. */
const maxInsertedCharacters = 1024 * 1024;

interface Filling {
  targets: PreparedSchema["targets"];
  charactersLeft: number;
}

/**
 * The value with declared defaults in place of missing properties: through `properties`, `prefixItems`,
 * `items`, `$ref` and `allOf`, never inside `anyOf`, `oneOf`, `if`. What changes is copied; the value
 * given stays as it is. RangeError where the defaults would be endless or too many.
 */
export function applyDefaults(schema: PreparedSchema, value: unknown): unknown {
  if (!schema.hasDefaults) return value;
  const filling = { targets: schema.targets, charactersLeft: maxInsertedCharacters };
  return fill(filling, schema.root, value);
}

/** A schema's own properties come before those of `$ref` and `allOf`: the nearest declaration wins. */
function fill(filling: Filling, schema: PreparedNode, value: unknown): unknown {
  if (schema === true || typeof value !== "object") return value;
  let filled: unknown = value;
  if (isObject(filled)) filled = fillProperties(filling, schema, filled);
  else if (Array.isArray(filled)) filled = fillItems(filling, schema, filled);
  for (const inPlace of inPlaceOf(filling, schema)) filled = fill(filling, inPlace, filled);
  return filled;
}

function fillProperties(filling: Filling, schema: JsonObject, value: JsonObject): JsonObject {
  if (!isObject(schema["properties"])) return value;
  let filled = value;
  for (const [key, property] of Object.entries(schema["properties"])) {
    const before = Object.hasOwn(filled, key)
      ? filled[key]
      : insertedDefault(filling, asNode(property));
    if (before === undefined) continue;
    const after = fill(filling, asNode(property), before);
    if (Object.hasOwn(filled, key) && filled[key] === after) continue;
    if (filled === value) filled = { ...value };
    setOwn(filled, key, after);
  }
  return filled;
}

function fillItems(filling: Filling, schema: JsonObject, value: unknown[]): unknown[] {
  const prefix = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"] : [];
  const rest = schema["items"] ?? true;
  const filled = value.map((item, index) =>
    fill(filling, asNode(index < prefix.length ? prefix[index] : rest), item),
  );
  return filled.every((item, index) => item === value[index]) ? value : filled;
}

function insertedDefault(filling: Filling, schema: PreparedNode): unknown {
  const found = declaredDefault(filling, schema);
  if (found === undefined) return undefined;
  const text = JSON.stringify(found);
  filling.charactersLeft -= text.length;
  if (filling.charactersLeft < 0) throw new RangeError("the schema's defaults are too large");
  return JSON.parse(text);
}

/** The schema's own default, else the first one that `$ref` or `allOf` leads to. */
function declaredDefault(filling: Filling, schema: PreparedNode): unknown {
  if (schema === true) return undefined;
  if (schema["default"] !== undefined) return schema["default"];
  for (const inPlace of inPlaceOf(filling, schema)) {
    const found = declaredDefault(filling, inPlace);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inPlaceOf(filling: Filling, schema: JsonObject): PreparedNode[] {
  const { $ref, allOf } = schema;
  const branches = Array.isArray(allOf) ? allOf.map(asNode) : [];
  if (typeof $ref !== "string") return branches;
  return [filling.targets[$ref] ?? true, ...branches];
}

/** `prepareSchema` puts a prepared node in every place that holds a schema. */
function asNode(prepared: unknown): PreparedNode {
  return isObject(prepared) ? prepared : true;
}
