import type { SchemaComparison, SchemaDirection } from "../compare/schema-comparison.ts";
import type { FlatSchema } from "../schema/flat-schema.ts";
import type { Problem } from "../wire/problem.ts";
import type { TaskSchemas, VersionSchemas, Warning } from "../wire/version.ts";

/**
 * Which form `compileSchema` writes flat schemas in and `createValidator` reads. Raise it with every change after which a stored one
 * would be read differently, or was wrong: each version's schemas are then compiled anew when they are first needed.
 */
export const flatSchemaForm = 1;

/** Which of a version's schemas. */
export interface SchemaPlace {
  task: keyof VersionSchemas;
  direction: keyof TaskSchemas;
}

/** What `createValidator` takes for one of a version's schemas. */
export interface FlatVersionSchema extends SchemaPlace {
  flat: FlatSchema;
}

/** A version's schemas, or those of them that are wanted. */
export type SomeSchemas = { [Task in keyof VersionSchemas]?: Partial<TaskSchemas> };

/** What became of a version's schemas; places begin with `["body", "schemas"]`. */
export type SchemaCompilation =
  /** `form`: the `flatSchemaForm` of whoever compiled, which may be of another release than the caller. */
  | { ok: true; form: number; schemas: FlatVersionSchema[]; warnings: Warning[] }
  | { ok: false; problems: Problem[] };

/** What `compareSchemas` is asked. */
export interface SchemaChange {
  before: FlatSchema;
  after: FlatSchema;
  direction: SchemaDirection;
}

/** The methods of the Worker that compiles schemas. Refusals are values: an error loses its class over RPC. */
export interface SchemaCompilerMethods {
  compile(schemas: SomeSchemas): Promise<SchemaCompilation>;
  /** In the order of the questions. Schemas of another form than this release's may not be asked about. */
  compare(changes: readonly SchemaChange[]): Promise<SchemaComparison[]>;
}
