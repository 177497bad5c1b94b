import { escapeStep, isObject, unescapeStep } from "./json/json.ts";

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

const definitions = "#/$defs/";

/** The `$ref` to the definition of this name. */
export function toReference(name: string): string {
  return definitions + encodeURI(escapeStep(name)).replaceAll("#", "%23");
}

/** The name of the definition that a `$ref` of a flat schema leads to; null for `#`, the root. */
export function definitionNameOf(reference: string): string | null {
  if (!reference.startsWith(definitions)) return null;
  return unescapeStep(decodeURIComponent(reference.slice(definitions.length)));
}

/** What a `$ref` of the flat schema leads to. */
export function targetOf(flat: FlatSchema, reference: string): FlatNode {
  const name = definitionNameOf(reference);
  if (name === null) return flat;
  const definitions = isObject(flat) ? flat["$defs"] : undefined;
  const target =
    isObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : null;
  if (typeof target === "boolean" || isObject(target)) return target;
  throw new TypeError(`not a flat schema: ${reference} leads to no definition`);
}
