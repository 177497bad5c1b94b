import {
  compileSchema,
  type CompiledSchema,
  type CompileOptions,
  SchemaError,
} from "@headgate/shared";

import type { SuiteFile, SuiteGroup } from "./suite.ts";

export interface Miss {
  /** "group | test", as the suite calls them. */
  test: string;
  /** What happened instead of what the suite asks for. */
  outcome: string;
}

/** Runs every test of a file and gives those that came out differently. */
export function missesOf(file: SuiteFile<SuiteGroup>, options: CompileOptions): Miss[] {
  return file.groups.flatMap((group) => missesOfGroup(group, options));
}

function missesOfGroup(group: SuiteGroup, options: CompileOptions): Miss[] {
  const compiled = tryToCompile(group.schema, options);
  return group.tests.flatMap(({ description, data, valid }) => {
    const outcome =
      typeof compiled === "string" ? `refused the schema: ${compiled}` : judge(compiled, data);
    if (outcome === (valid ? "accepted" : "refused")) return [];
    return [{ test: `${group.description} | ${description}`, outcome }];
  });
}

/** The message of the refusal instead of a compiled schema; lets pass what is no refusal. */
export function tryToCompile(schema: unknown, options: CompileOptions): CompiledSchema | string {
  try {
    return compileSchema(schema, options);
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
}

function judge(compiled: CompiledSchema, data: unknown): "accepted" | "refused" {
  return compiled.check(data).valid ? "accepted" : "refused";
}

export function countTests(files: readonly SuiteFile<SuiteGroup>[]): number {
  return files
    .flatMap(({ groups }) => groups)
    .reduce((count, { tests }) => count + tests.length, 0);
}
