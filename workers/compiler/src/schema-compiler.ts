import { WorkerEntrypoint } from "cloudflare:workers";

import {
  compareSchemas,
  compileSchemas,
  type SchemaChange,
  type SchemaComparison,
  type SchemaCompilation,
  type SchemaCompilerMethods,
  type SomeSchemas,
} from "@headgate/shared";

import { createVersionJudge } from "./create-version-judge.ts";

/** What takes long about schemas: makes those that owners write ready for checking, and compares them. It keeps nothing. */
export class SchemaCompiler extends WorkerEntrypoint<Env> implements SchemaCompilerMethods {
  async compile(schemas: SomeSchemas): Promise<SchemaCompilation> {
    return compileSchemas(schemas, createVersionJudge());
  }

  async compare(changes: readonly SchemaChange[]): Promise<SchemaComparison[]> {
    return changes.map(({ before, after, direction }) => compareSchemas(before, after, direction));
  }
}
