import type { JsonSchema } from "../../wire/version.ts";
import type { FlatSchema } from "../flat-schema.ts";
import { flattenSchema } from "../flatten/flatten-schema.ts";
import { resolveReferences } from "../flatten/resolve-references.ts";
import type { Surroundings } from "../flatten/survey-schema.ts";
import { surveySchema } from "../flatten/survey-schema.ts";
import { throwFaults } from "../schema-error.ts";

/**
 * A meta-schema in flat form. Of formats it asserts `regex` alone: what is a URI reference is for the
 * resolution of references to say, which knows the base. SchemaError where it is no schema.
 */
export function flattenMetaSchema(metaSchema: JsonSchema, surroundings: Surroundings): FlatSchema {
  const survey = surveySchema(metaSchema, surroundings);
  resolveReferences(survey);
  throwFaults(survey.faults);
  const { flat } = flattenSchema(survey, {
    formats: "assert",
    isKnownFormat: (name) => name === "regex",
    keepsDefaults: false,
  });
  return flat;
}
