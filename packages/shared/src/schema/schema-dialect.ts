/** The `$schema` of JSON Schema 2020-12. */
export const schemaDialect = "https://json-schema.org/draft/2020-12/schema";
