import { WorkerEntrypoint } from "cloudflare:workers";

import {
  compileSchemas,
  type SchemaCompilation,
  type SchemaCompilerMethods,
  type SomeSchemas,
} from "@headgate/shared";

import { createPatternJudge } from "./create-pattern-judge.ts";

/** Makes the schemas that owners write ready for checking, when a version is created. It keeps nothing. */
export class SchemaCompiler extends WorkerEntrypoint<Env> implements SchemaCompilerMethods {
  async compile(schemas: SomeSchemas): Promise<SchemaCompilation> {
    return compileSchemas(schemas, createPatternJudge());
  }
}
