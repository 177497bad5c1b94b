import { type CogSchemas, importTasks } from "./import-tasks.ts";

/**
 * As `schemaFromCog`, but without defaults and examples: they say nothing about which values are valid, and to check them takes the whole
 * compiler of schemas.
 */
export function bareSchemaFromCog(openapi: unknown): CogSchemas {
  return importTasks(openapi, () => []);
}
