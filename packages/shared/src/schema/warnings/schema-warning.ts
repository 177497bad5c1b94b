import type { Path } from "../json/json.ts";

/** Something in a schema that is allowed, does nothing, and is likely a mistake. */
export interface SchemaWarning {
  /** JSON Pointer to the place in the schema. */
  pointer: string;
  path: Path;
  /** A whole sentence: "`requird` is no keyword; did you mean `required`?" */
  message: string;
}
