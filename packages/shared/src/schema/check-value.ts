import { validate, type Schema } from "@cfworker/json-schema";

import { applyDefaults } from "./apply-defaults.ts";
import { explainErrors } from "./explain-errors.ts";
import { measureJson } from "./json/measure-json.ts";
import type { PreparedNode, PreparedSchema } from "./prepare-schema.ts";
import { nameOf, type SchemaProblem, rootProblem } from "./schema-problem.ts";

const maxValueDepth = 128;

/** Bytes of schema times values in the document, up to which all problems are looked for, not the first ones. */
const maxThoroughWork = 2 ** 24;

export type SchemaCheck =
  /** The value with defaults filled in; the value given itself where there was nothing to fill in. */
  { valid: true; value: unknown } | { valid: false; problems: SchemaProblem[] };

/** Never throws on account of the value; see `CompiledSchema`. */
export function checkValue(prepared: PreparedSchema, value: unknown): SchemaCheck {
  const measure = measureJson(value, maxValueDepth);
  if (measure.fault !== null) {
    return invalid([rootProblem(measure.path, "json", `${nameOf(measure.path)} ${measure.fault}`)]);
  }
  try {
    const filled = applyDefaults(prepared, value);
    const isLarge = measure.count * prepared.bytes > maxThoroughWork;
    const { valid, errors } = validate(
      filled,
      asLibrarySchema(prepared.root),
      "2020-12",
      asLibraryLookup(prepared.targets),
      isLarge,
    );
    return valid ? { valid, value: filled } : invalid(explainErrors(prepared, filled, errors));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The stack ran out, or the errors no longer fit into one call's arguments.
    const message = "the value is too complex to be checked against the schema";
    return invalid([rootProblem([], "complexity", message)]);
  }
}

function invalid(problems: SchemaProblem[]): SchemaCheck {
  return { valid: false, problems };
}

/** Prepared nodes hold only keywords whose values the keyword table has accepted. */
function asLibrarySchema(node: PreparedNode): Schema | boolean {
  return node;
}

/** The same for every target of a `$ref`. */
function asLibraryLookup(targets: Record<string, PreparedNode>): Record<string, Schema | boolean> {
  return targets;
}
