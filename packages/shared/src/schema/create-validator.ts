import { compileDefaults, type Filler } from "./defaults/compile-defaults.ts";
import { fillDefaults } from "./defaults/fill-defaults.ts";
import { compileFlat } from "./evaluate/compile-flat.ts";
import { maxExplainingSteps, maxSteps, type Run } from "./evaluate/run.ts";
import type { SchemaNode } from "./evaluate/schema-node.ts";
import type { FlatSchema } from "./flat-schema.ts";
import { measureJson } from "./json/measure-json.ts";
import { ProblemReport, ReportFull } from "./messages/report.ts";
import { nameOf, rootProblem, type SchemaProblem } from "./schema-problem.ts";

const maxValueDepth = 128;

export type SchemaCheck =
  /** The value with defaults filled in; the value given itself where there was nothing to fill in. */
  { valid: true; value: unknown } | { valid: false; problems: SchemaProblem[] };

export interface Validator {
  /**
   * Checks a JSON value of at most 128 levels, with declared defaults filled in on a copy. At most 50
   * problems; never throws, whatever the value is.
   */
  check: (value: unknown) => SchemaCheck;
}

interface Compiled {
  root: SchemaNode;
  defaults: Filler | null;
}

/** Makes a flat schema ready for checking. TypeError where the document is none. */
export function createValidator(flat: FlatSchema): Validator {
  const compiled = { root: compileFlat(flat), defaults: compileDefaults(flat) };
  return { check: (value) => check(compiled, value) };
}

function check(compiled: Compiled, value: unknown): SchemaCheck {
  try {
    const measure = measureJson(value, maxValueDepth);
    if (measure.fault !== null) {
      const message = `${nameOf(measure.path)} ${measure.fault}`;
      return { valid: false, problems: [rootProblem(measure.path, "json", message)] };
    }
    const run: Run = { stepsLeft: maxSteps, report: null };
    const { root, defaults } = compiled;
    const filled = defaults === null ? value : fillDefaults(defaults, value, run);
    if (root.check(filled, run, null)) return { valid: true, value: filled };
    return { valid: false, problems: explain(root, filled) };
  } catch (error) {
    return { valid: false, problems: [toCheckProblem(error)] };
  }
}

/** A second walk through a value that is known to be refused. */
function explain(root: SchemaNode, value: unknown): SchemaProblem[] {
  const report = new ProblemReport();
  try {
    root.check(value, { stepsLeft: maxExplainingSteps, report }, null);
  } catch (error) {
    if (!(error instanceof ReportFull || error instanceof RangeError)) throw error;
  }
  const { problems } = report;
  return problems.length > 0 ? problems : [rootProblem([], "complexity", tooMuchToTell)];
}

const tooMuchToTell = "the value does not fit the schema, in more ways than can be told";

/** The stack or the steps ran out; or a property of the value threw when it was read, which no JSON does. */
function toCheckProblem(error: unknown): SchemaProblem {
  return error instanceof RangeError
    ? rootProblem([], "complexity", "the value is too complex to be checked against the schema")
    : rootProblem([], "json", "the value cannot be read");
}
