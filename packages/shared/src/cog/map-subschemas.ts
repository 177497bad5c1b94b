import { invalidInput } from "../errors/error.ts";
import type { Path } from "../schema/json/json.ts";
import { mapSubschemas as mapHeld } from "../schema/keywords.ts";

/** Deeper than any schema that `compileSchema` takes; guards the stack. */
const maxPathLength = 200;

/** Gives what stands in the place of the schema that was found at `at`. */
export type SchemaVisit = (schema: unknown, at: Path) => unknown;

/**
 * The value of a keyword of 2020-12 or OpenAPI 3.0 with every schema directly under it replaced by what
 * `visit` gives; values that hold no schemas are passed through as they are. Throws `invalid_input`
 * where schemas nest too deep.
 */
export function mapSubschemas(
  [keyword, held]: [keyword: string, held: unknown],
  at: Path,
  visit: SchemaVisit,
): unknown {
  if (at.length > maxPathLength) {
    throw invalidInput(at, "the schema nests too deep", "value_error.schema");
  }
  return mapHeld(keyword, held, (schema, steps) => visit(schema, [...at, ...steps]));
}
