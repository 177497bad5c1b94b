import type { JsonSchema } from "../../wire/version.ts";
import { createValidator } from "../create-validator.ts";
import type { Dialect } from "../flatten/dialect.ts";
import type { Surroundings } from "../flatten/survey-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import type { Vocabulary } from "../keywords.ts";
import { admitDocument } from "../limits/admit-document.ts";
import { SchemaError, schemaFault } from "../schema-error.ts";
import { explainFaults } from "./explain-faults.ts";
import { flattenMetaSchema } from "./flatten-meta-schema.ts";
import { schema as standard } from "./published/meta-schema.ts";
import { standardVocabularies } from "./standard-vocabularies.ts";

const vocabularyUri = "https://json-schema.org/draft/2020-12/vocab/";
const assertion = "format-assertion";

/**
 * The dialect that a meta-schema describes. A schema of it must satisfy the meta-schema and, at every
 * level, what the standard says about the keywords of its vocabularies. SchemaError where the
 * meta-schema is no schema or requires a vocabulary that is not known.
 */
export function readDialect({
  uri,
  metaSchema,
  ...surroundings
}: Surroundings & { uri: string; metaSchema: JsonSchema }): Dialect {
  const { root } = admitDocument(metaSchema);
  const { names, assertsFormat } = readVocabularies(isObject(root) ? root : {});
  const parts = assertsFormat ? [...names, assertion] : names;
  const joined = {
    ...standard,
    $id: new URL("headgate-joined", standard.$id).href,
    allOf: [{ $ref: uri }, ...parts.map((name) => ({ $ref: `meta/${name}` }))],
  };
  const validator = createValidator(flattenMetaSchema(joined, surroundings));
  return {
    uri,
    vocabularies: new Set<Vocabulary>(assertsFormat ? [...names, "format-annotation"] : names),
    assertsFormat,
    faultsOf: (schema) => explainFaults(validator, schema),
  };
}

/** Without `$vocabulary` a meta-schema has the standard's; the core is in every dialect. */
function readVocabularies({ $vocabulary: declared }: JsonObject): {
  names: Vocabulary[];
  assertsFormat: boolean;
} {
  const known = Array.from(standardVocabularies);
  if (!isObject(declared)) return { names: known, assertsFormat: false };
  const isKnown = (uri: string): boolean =>
    uri === vocabularyUri + assertion || known.some((name) => uri === vocabularyUri + name);
  const missing = Object.keys(declared).find((uri) => declared[uri] === true && !isKnown(uri));
  if (missing !== undefined) {
    const message = `\`$vocabulary\` requires ${showValue(missing)}, which is not known`;
    throw new SchemaError([schemaFault(["$vocabulary"], message)]);
  }
  const has = (name: string): boolean => Object.hasOwn(declared, vocabularyUri + name);
  return {
    names: known.filter((name) => name === "core" || has(name)),
    assertsFormat: has(assertion),
  };
}
