import type { FlatNode } from "../flat-schema.ts";
import { isObject, type JsonObject, type Path, setOwn } from "../json/json.ts";
import { findKeyword, mapSubschemas } from "../keywords.ts";
import type { DynamicScope } from "./dynamic-scope.ts";
import { spend } from "./flat-size.ts";
import { type Flattening, referTo, scopeAt } from "./flatten-definitions.ts";
import { nameInside, type Place } from "./place.ts";

/** A keyword and what it holds. */
type Entry = [name: string, held: unknown];

/** A schema on its way into the flat form. */
interface Source {
  place: Place;
  scope: DynamicScope;
}

/** The schema at the place with the keywords that judge a value, and its default. */
export function flattenPlace(flattening: Flattening, place: Place, scope: DynamicScope): FlatNode {
  spend(flattening.size, 6);
  const { schema } = place;
  if (typeof schema === "boolean") return schema;
  const source = { place, scope };
  const flat: JsonObject = {};
  flattening.origins.set(flat, place);
  for (const entry of Object.entries(schema)) {
    const [name] = entry;
    if (!isKept(flattening, place, entry) || isRewritten(name)) continue;
    spend(flattening.size, name.length + 4);
    flat[name] = flattenKeyword(flattening, source, entry);
  }
  if (place.ref !== null) flat["$ref"] = refer(flattening, place.ref, scope);
  addDynamicRef(flattening, source, flat);
  if (isKept(flattening, place, ["dependencies", null])) addDependencies(flattening, source, flat);
  return flat;
}

function isRewritten(name: string): boolean {
  return name === "$ref" || name === "$dynamicRef" || name === "dependencies";
}

function isKept({ options }: Flattening, { resource }: Place, [name, held]: Entry): boolean {
  const { vocabularies, assertsFormat } = resource.dialect;
  const keyword = findKeyword(name);
  if (keyword?.isKept !== true || !vocabularies.has(keyword.vocabulary)) return false;
  if (name === "default") return options.keepsDefaults;
  if (name !== "format") return true;
  const isAsserted = assertsFormat || options.formats === "assert";
  return isAsserted && typeof held === "string" && options.isKnownFormat(held);
}

function flattenKeyword(flattening: Flattening, source: Source, [name, held]: Entry): unknown {
  if (findKeyword(name)?.holds === "data") {
    spend(flattening.size, JSON.stringify(held).length);
    return held;
  }
  return mapSubschemas(name, held, (_, steps) => flattenInside(flattening, source, steps));
}

/** A place that references lead to is written once, as a definition, and not where it stands. */
function flattenInside(flattening: Flattening, { place, scope }: Source, steps: Path): FlatNode {
  const [, key] = steps;
  if (typeof key === "string") spend(flattening.size, JSON.stringify(key).length + 2);
  const inside = flattening.survey.places.get(nameInside(place, steps));
  if (inside === undefined) return true;
  if (flattening.targets.has(inside) && typeof inside.schema !== "boolean") {
    const hop = { $ref: refer(flattening, inside, scope) };
    flattening.origins.set(hop, inside);
    return hop;
  }
  return flattenPlace(flattening, inside, scopeAt(flattening, inside, scope));
}

function refer(flattening: Flattening, target: Place, scope: DynamicScope): string {
  const reference = referTo(flattening, target, scope);
  spend(flattening.size, JSON.stringify(reference).length + 10);
  return reference;
}

function addDynamicRef(flattening: Flattening, { place, scope }: Source, flat: JsonObject): void {
  if (place.dynamicRef === null) return;
  const { first, anchor } = place.dynamicRef;
  const target = anchor === null ? first : (scope.get(anchor) ?? first);
  const $ref = refer(flattening, target, scope);
  if (flat["$ref"] === undefined) flat["$ref"] = $ref;
  else flat["allOf"] = [...listOf(flat["allOf"]), { $ref }];
}

/** Their successors, `dependentRequired` and `dependentSchemas`, say the same. */
function addDependencies(flattening: Flattening, { place, scope }: Source, flat: JsonObject): void {
  const held = typeof place.schema === "boolean" ? undefined : place.schema["dependencies"];
  if (!isObject(held)) return;
  const required: JsonObject = { ...objectOf(flat["dependentRequired"]) };
  const schemas: JsonObject = { ...objectOf(flat["dependentSchemas"]) };
  for (const [key, dependency] of Object.entries(held)) {
    spend(flattening.size, JSON.stringify(key).length + 10);
    if (Array.isArray(dependency)) {
      spend(flattening.size, JSON.stringify(dependency).length);
      setOwn(required, key, Array.from(new Set([...listOf(required[key]), ...listOf(dependency)])));
      continue;
    }
    const target = flattening.survey.places.get(nameInside(place, ["dependencies", key]));
    if (target === undefined) continue;
    const schema = { $ref: refer(flattening, target, scope) };
    const before = Object.hasOwn(schemas, key) ? schemas[key] : undefined;
    setOwn(schemas, key, before === undefined ? schema : { allOf: [before, schema] });
  }
  if (Object.keys(required).length > 0) flat["dependentRequired"] = required;
  if (Object.keys(schemas).length > 0) flat["dependentSchemas"] = schemas;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
