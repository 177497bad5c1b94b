import { measureJson } from "../json/measure-json.ts";
import { SchemaError, schemaFault } from "../schema-error.ts";

const maxSchemaBytes = 256 * 1024;
const maxSchemaDepth = 64;

export interface SchemaDocument {
  root: unknown;
  /** Of the document as JSON text. */
  bytes: number;
}

/** A private copy of the document that nobody else can change; SchemaError where it is no JSON, too deep or too large. */
export function admitDocument(schema: unknown): SchemaDocument {
  const measure = measureJson(schema, maxSchemaDepth);
  if (measure.fault !== null) {
    const subject = measure.path.length === 0 ? "the schema" : "this";
    throw new SchemaError([schemaFault(measure.path, `${subject} ${measure.fault}`)]);
  }
  const text = JSON.stringify(schema);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxSchemaBytes) {
    const message = `the schema has ${bytes} bytes; at most ${maxSchemaBytes} are allowed`;
    throw new SchemaError([schemaFault([], message)]);
  }
  const root: unknown = JSON.parse(text);
  return { root, bytes };
}
