import { createValidator, type Validator } from "../create-validator.ts";
import type { FlatSchema } from "../flat-schema.ts";
import { type Dialect, schemaDialect } from "../flatten/dialect.ts";
import { isSchema } from "../flatten/keywords.ts";
import { explainFaults } from "./explain-faults.ts";
import { flatMetaSchemaText } from "./flat-meta-schema.ts";
import { standardVocabularies } from "./standard-vocabularies.ts";

let validator: Validator | null = null;

/** JSON Schema 2020-12 as it is published. */
export const standardDialect: Dialect = {
  uri: schemaDialect,
  vocabularies: standardVocabularies,
  assertsFormat: false,
  faultsOf(schema) {
    validator ??= createValidator(readFlat(flatMetaSchemaText));
    return explainFaults(validator, schema);
  },
};

function readFlat(text: string): FlatSchema {
  const flat: unknown = JSON.parse(text);
  if (!isSchema(flat)) throw new TypeError("the flat meta-schema is no schema");
  return flat;
}
