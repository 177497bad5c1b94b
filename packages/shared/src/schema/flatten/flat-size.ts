import { SchemaError, schemaFault } from "../schema-error.ts";

const maxFlatCharacters = 1024 * 1024;

/** Characters of the flat form's JSON text so far, or a few more. */
export interface FlatSize {
  spent: number;
}

/** SchemaError once the flat form would be larger than 1 MB. */
export function spend(size: FlatSize, characters: number): void {
  size.spent += characters;
  if (size.spent <= maxFlatCharacters) return;
  const message =
    "the schema says so much when its references are followed that it cannot be stored (1 MB): " +
    "use fewer `$dynamicRef`s, or fewer schemas that extend the same one";
  throw new SchemaError([schemaFault([], message)]);
}
