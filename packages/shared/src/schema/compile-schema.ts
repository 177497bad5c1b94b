import { admitDocument } from "./admit-document.ts";
import { checkValue } from "./check-value.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { Validator } from "./create-validator.ts";
import type { FlatSchema } from "./flat-schema.ts";
import { isSchema } from "./keywords.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { resolveReferences } from "./resolve-references.ts";
import { surveySchema } from "./survey-schema.ts";
import type { SchemaWarning } from "./warnings/schema-warning.ts";

export interface CompiledSchema extends Validator {
  /** All that checking needs, as a document that can be stored; `createValidator` takes it. */
  flat: FlatSchema;
  warnings: SchemaWarning[];
}

/**
 * Makes a JSON Schema of 2020-12 ready for checking; formats are asserted where they are known. The
 * schema is neither kept nor changed. Throws SchemaError for what is no schema at any level, and for
 * what Headgate does not take: another `$schema`, over 256 KB, deeper than 64, a `$ref` that leaves the
 * document or points at nothing, `$dynamicRef`.
 */
export function compileSchema(schema: unknown, _options: CompileOptions = {}): CompiledSchema {
  const { root, bytes } = admitDocument(schema);
  const survey = surveySchema(root);
  const targets = resolveReferences(survey);
  const prepared = prepareSchema({ root, bytes, hasDefaults: survey.hasDefaults }, targets);
  const flat = isSchema(root) ? root : true;
  return { flat, warnings: [], check: (value) => checkValue(prepared, value) };
}
