import type { CompileOptions } from "./compile-options.ts";
import { createValidator, type Validator } from "./create-validator.ts";
import type { FlatSchema } from "./flat-schema.ts";
import { flattenSchema } from "./flatten/flatten-schema.ts";
import { resolveReferences } from "./flatten/resolve-references.ts";
import { surveySchema } from "./flatten/survey-schema.ts";
import { formatNames, isAssertedFormat } from "./formats/formats.ts";
import { admitDocument } from "./limits/admit-document.ts";
import { checkLimits } from "./limits/check-limits.ts";
import { createSurroundings } from "./meta-schema/create-surroundings.ts";
import { throwFaults } from "./schema-error.ts";
import { findWarnings } from "./warnings/find-warnings.ts";
import type { SchemaWarning } from "./warnings/schema-warning.ts";

export interface CompiledSchema extends Validator {
  /** All that checking needs, as a document that can be stored; `createValidator` takes it. */
  flat: FlatSchema;
  /** What is likely a mistake, though it is allowed; at most 50. */
  warnings: SchemaWarning[];
}

/**
 * Judges a JSON Schema of 2020-12 once and makes it ready for checking. The schema is neither kept nor
 * changed. Throws SchemaError, with at most 50 faults, for
 * - a document over 256 KB or deeper than 64, in another dialect, or no schema at any level;
 * - references that point at nothing or at documents that were not given, and those that lead in circles;
 * - what could keep a check busy: more than 2^14 paths through schemas for one value, more than 100
 *   patterns, patterns that `judgePattern` finds dangerous; a flat form over 1 MB;
 * - a `default` or one of the `examples` that its own schema refuses.
 */
export function compileSchema(schema: unknown, options: CompileOptions = {}): CompiledSchema {
  const { root } = admitDocument(schema);
  const survey = surveySchema(root, createSurroundings(options.documents));
  resolveReferences(survey);
  throwFaults(survey.faults);
  const flattening = {
    formats: options.formats ?? "assert",
    isKnownFormat: isAssertedFormat,
    keepsDefaults: options.samples !== "annotate",
  };
  const flattened = flattenSchema(survey, flattening);
  const { judgePattern } = options;
  checkLimits(survey, flattened, { ...flattening, ...(judgePattern && { judgePattern }) });
  const warnings = findWarnings(survey, { isKnown: isAssertedFormat, names: formatNames });
  const { flat } = flattened;
  return { flat, warnings, check: createValidator(flat).check };
}
