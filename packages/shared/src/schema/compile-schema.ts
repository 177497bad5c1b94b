import { admitDocument } from "./admit-document.ts";
import { checkValue, type SchemaCheck } from "./check-value.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { resolveReferences } from "./resolve-references.ts";
import { surveySchema } from "./survey-schema.ts";

export interface CompiledSchema {
  /**
   * Checks a JSON value of at most 128 levels, with declared defaults filled in on a copy. At most 50
   * problems; never throws, whatever the value is.
   */
  check: (value: unknown) => SchemaCheck;
}

/**
 * Makes a JSON Schema of 2020-12 ready for checking; formats are asserted where they are known. The
 * schema is neither kept nor changed. Throws SchemaError for what is no schema at any level, and for
 * what Headgate does not take: another `$schema`, over 256 KB, deeper than 64, a `$ref` that leaves the
 * document or points at nothing, `$dynamicRef`.
 */
export function compileSchema(schema: unknown): CompiledSchema {
  const { root, bytes } = admitDocument(schema);
  const survey = surveySchema(root);
  const targets = resolveReferences(survey);
  const prepared = prepareSchema({ root, bytes, hasDefaults: survey.hasDefaults }, targets);
  return { check: (value) => checkValue(prepared, value) };
}
