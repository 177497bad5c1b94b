import { isObject, type Path } from "./json/json.ts";
import { type Keyword, isNames } from "./keywords.ts";

export interface Subschema {
  /** From the schema that has the keyword. */
  steps: Path;
  schema: unknown;
}

/** What a keyword's value holds where schemas stand; whether they are schemas is for the caller to see. */
export function subschemasOf(name: string, keyword: Keyword, held: unknown): Subschema[] {
  if (keyword.holds === "schema") return [{ steps: [name], schema: held }];
  if (keyword.holds === "schema_list" && Array.isArray(held)) {
    return held.map((schema: unknown, index) => ({ steps: [name, index], schema }));
  }
  if (keyword.holds === "data" || !isObject(held)) return [];
  const all = Object.entries(held).map(([key, schema]) => ({ steps: [name, key], schema }));
  return keyword.holds === "schema_map" ? all : all.filter(({ schema }) => !isNames(schema));
}
