export * from "./open-api-from-schemas.ts";
export * from "./schema-from-cog.ts";
