import type { JsonObject } from "../json/json.ts";

/** A keyword of a schema of the flat form. */
export interface Place {
  keyword: string;
  /** The schema that has the keyword. */
  schema: JsonObject;
  /** JSON Pointer to the keyword, or to the `false` under it, in the schema as its owner wrote it. */
  location: string;
}
