import { HeadgateError } from "../errors/error.ts";
import { type Path, toPointer } from "./json/json.ts";
import { toWireProblem } from "./to-wire-problem.ts";

/** One thing wrong with a schema. */
export interface SchemaFault {
  /** JSON Pointer to the place in the schema. */
  pointer: string;
  path: Path;
  message: string;
}

export function schemaFault(path: Path, message: string): SchemaFault {
  return { pointer: toPointer(path), path, message };
}

/**
 * The document is no schema that Headgate can apply. Uncaught it is a 422 whose places count from the
 * schema's root; a caller that knows where the schema stood maps `faults` with `toWireProblem`.
 */
export class SchemaError extends HeadgateError {
  readonly faults: SchemaFault[];

  constructor(faults: SchemaFault[]) {
    const first = faults[0];
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    super("invalid_input", `not a valid schema: ${first?.message ?? "unknown"}${more}`, {
      problems: faults.map((fault) => toWireProblem(fault, [])),
    });
    this.name = "SchemaError";
    this.faults = faults;
  }
}

export function throwFaults(faults: SchemaFault[]): void {
  if (faults.length > 0) throw new SchemaError(faults);
}
