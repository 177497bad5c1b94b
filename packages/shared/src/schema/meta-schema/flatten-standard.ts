import type { FlatSchema } from "../flat-schema.ts";
import { type Dialect, schemaDialect } from "../flatten/dialect.ts";
import { flattenMetaSchema } from "./flatten-meta-schema.ts";
import { publishedSchemas } from "./published.ts";
import { schema } from "./published/meta-schema.ts";
import { standardVocabularies } from "./standard-vocabularies.ts";

/** What `flatMetaSchema` holds, made anew from the published files, which are taken for valid. */
export function standardInFlatForm(): FlatSchema {
  const dialect: Dialect = {
    uri: schemaDialect,
    vocabularies: standardVocabularies,
    assertsFormat: false,
    faultsOf: () => [],
  };
  return flattenMetaSchema(schema, { documents: publishedSchemas, findDialect: () => dialect });
}
