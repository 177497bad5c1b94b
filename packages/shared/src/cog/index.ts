export * from "./bare-schema-from-cog.ts";
export type { CogSchemas } from "./import-tasks.ts";
export * from "./open-api-from-schemas.ts";
export * from "./schema-from-cog.ts";
