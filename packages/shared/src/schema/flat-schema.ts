import { escapeStep, isObject, type JsonObject, unescapeStep } from "./json/json.ts";

/**
 * A JSON Schema 2020-12 document that needs nothing but itself to be applied, as `compileSchema` writes
 * it. It is JSON, at most 1 MB of it, and
 * - holds only keywords that judge a value, and `default` (the root may keep `$schema`); each keyword's
 *   value is of the form that the meta-schema asks for, patterns are valid with the flag `u`;
 * - has `$defs` at the root and nowhere else;
 * - every `$ref` is `#` or what `toReference` makes of the name of one of these definitions;
 * - the name of a definition is the JSON Pointer of the place that it came from in its owner's document
 *   (`/properties/a`), for another document `<uri>#<pointer>`; with ` (2)`, ` (3)` … behind it where one
 *   place has become several definitions;
 * - `format` stands only where it is to be asserted.
 */
export type FlatSchema = FlatNode;

/** The flat schema itself or a schema inside it. */
export type FlatNode = boolean | { [keyword: string]: unknown };

const prefix = "#/$defs/";

/** The `$ref` to the definition of this name. */
export function toReference(name: string): string {
  return prefix + encodeURI(escapeStep(name)).replaceAll("#", "%23");
}

/** The name of the definition that a `$ref` of a flat schema leads to; null for `#`, the root. */
export function definitionNameOf(reference: string): string | null {
  if (!reference.startsWith(prefix)) return null;
  return unescapeStep(decodeURIComponent(reference.slice(prefix.length)));
}

/** What a `$ref` of the flat schema leads to. */
export function targetOf(flat: FlatSchema, reference: string): FlatNode {
  const name = definitionNameOf(reference);
  if (name === null) return flat;
  const definitions = definitionsOf(flat);
  const target = Object.hasOwn(definitions, name) ? definitions[name] : null;
  if (typeof target === "boolean" || isObject(target)) return target;
  throw new TypeError(`not a flat schema: ${reference} leads to no definition`);
}

export function definitionsOf(flat: FlatSchema): JsonObject {
  return isObject(flat) && isObject(flat["$defs"]) ? flat["$defs"] : {};
}
