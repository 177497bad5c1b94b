import { escapeStep, type JsonObject } from "../json/json.ts";
import type { Place } from "../messages/place.ts";
import { readEntries, readList } from "./read-keyword.ts";
import type { Check, SchemaNode } from "./schema-node.ts";

/** Gives the nodes of the schemas that a keyword's rule applies. */
export interface Compiler {
  /** `place` is where the schema stands. */
  compile: (schema: unknown, place: Place) => SchemaNode;
  resolve: (reference: string) => SchemaNode;
  /** The same schema, or the one that its bare `$ref` leads to. */
  lookUp: (schema: unknown) => unknown;
  /** One expression for all places of the same pattern. */
  pattern: (source: string) => RegExp;
}

/** A schema of the flat form whose keywords are being compiled. */
export interface Site {
  schema: JsonObject;
  /** Its JSON Pointer in the schema as its owner wrote it. */
  location: string;
  compiler: Compiler;
}

/** The rule of a keyword, or of several that work together, for values of type T. */
export interface Rule<T> {
  keywords: readonly string[];
  /** Called where the schema has at least one of the keywords. */
  compile: (site: Site) => Check<T>;
}

/** The keyword's own place. */
export function placeOf({ schema, location }: Site, keyword: string): Place {
  return { keyword, schema, location: `${location}/${keyword}` };
}

/** The node of the schema under a keyword. */
export function compileHeld(site: Site, keyword: string): SchemaNode {
  return site.compiler.compile(site.schema[keyword] ?? true, placeOf(site, keyword));
}

/** The nodes of the schemas that a keyword lists. */
export function compileList(site: Site, keyword: string): SchemaNode[] {
  const place = placeOf(site, keyword);
  return readList(site.schema[keyword]).map((schema, index) =>
    site.compiler.compile(schema, { ...place, location: `${place.location}/${index}` }),
  );
}

/** The nodes of the schemas that a keyword names. */
export function compileMap(site: Site, keyword: string): Map<string, SchemaNode> {
  const place = placeOf(site, keyword);
  const entries = readEntries(site.schema[keyword]).map(([key, schema]): [string, SchemaNode] => [
    key,
    site.compiler.compile(schema, { ...place, location: `${place.location}/${escapeStep(key)}` }),
  ]);
  return new Map(entries);
}
