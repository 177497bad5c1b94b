import { createValidator, type Validator } from "../create-validator.ts";
import type { Dialect } from "../flatten/dialect.ts";
import { schemaDialect } from "../schema-dialect.ts";
import { explainFaults } from "./explain-faults.ts";
import { flattenMetaSchema } from "./flatten-meta-schema.ts";
import { publishedSchemas } from "./published.ts";
import { schema } from "./published/meta-schema.ts";
import { standardVocabularies } from "./standard-vocabularies.ts";

let validator: Validator | null = null;

/** JSON Schema 2020-12 as it is published. */
export const standardDialect: Dialect = {
  uri: schemaDialect,
  vocabularies: standardVocabularies,
  assertsFormat: false,
  faultsOf(candidate) {
    validator ??= createStandardValidator();
    return explainFaults(validator, candidate);
  },
};

/** The published files are taken for valid: nothing else could judge them. */
function createStandardValidator(): Validator {
  const dialect: Dialect = { ...standardDialect, faultsOf: () => [] };
  const surroundings = { documents: publishedSchemas, findDialect: () => dialect };
  return createValidator(flattenMetaSchema(schema, surroundings));
}
