import type { JsonSchema } from "../../wire/version.ts";
import { applicator } from "./published/meta-applicator.ts";
import { content } from "./published/meta-content.ts";
import { core } from "./published/meta-core.ts";
import { formatAnnotation } from "./published/meta-format-annotation.ts";
import { formatAssertion } from "./published/meta-format-assertion.ts";
import { metaData } from "./published/meta-meta-data.ts";
import { schema } from "./published/meta-schema.ts";
import { unevaluated } from "./published/meta-unevaluated.ts";
import { validation } from "./published/meta-validation.ts";

/**
 * The meta-schema of 2020-12 and its vocabularies by URI, as the JSON Schema Specification Authors
 * published them (licence: `published/LICENSE`). Data: nobody edits it.
 */
export const publishedSchemas: ReadonlyMap<string, JsonSchema> = new Map(
  [
    schema,
    core,
    applicator,
    unevaluated,
    validation,
    metaData,
    formatAnnotation,
    content,
    formatAssertion,
  ].map((published): [string, JsonSchema] => [published.$id, published]),
);
