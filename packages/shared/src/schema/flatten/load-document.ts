import { admitDocument } from "../limits/admit-document.ts";
import { publishedSchemas } from "../meta-schema/published.ts";
import { SchemaError } from "../schema-error.ts";
import type { SchemaDocument } from "./place.ts";
import { addFault, bareResource, enterSchema, type Survey } from "./survey-schema.ts";

/** Enters the document of this URI; false where there is none. Its faults join the survey's. */
export function loadDocument(
  survey: Survey,
  uri: string,
  enteredBy: SchemaDocument["enteredBy"],
): boolean {
  const offered = survey.documents.get(uri);
  if (offered === undefined) return false;
  const document: SchemaDocument = { root: true, uri, prefix: `${uri}#`, enteredBy };
  try {
    document.root = admitDocument(offered).root;
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    for (const fault of error.faults) {
      addFault(survey, { document, path: fault.path }, fault.message);
    }
  }
  const resource = bareResource(uri, survey);
  enterSchema(survey, { document, path: [], resource, schema: document.root });
  return true;
}

/**
 * Looks for the URI inside the documents that no reference has led to by their own. Those that are no
 * schemas are passed over: nothing says that this reference means one of them.
 */
export function searchDocuments(
  survey: Survey,
  uri: string,
  enteredBy: SchemaDocument["enteredBy"],
): boolean {
  for (const name of survey.documents.keys()) {
    // The published ones have no other names.
    if (survey.named.has(name) || publishedSchemas.has(name)) continue;
    const trial: Survey = {
      ...survey,
      faults: [],
      places: new Map(survey.places),
      named: new Map(survey.named),
      referring: [],
    };
    try {
      loadDocument(trial, name, enteredBy);
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
    }
    if (trial.faults.length > 0 || !trial.named.has(uri)) continue;
    return loadDocument(survey, name, enteredBy);
  }
  return false;
}
