import { compileSchema } from "../schema/compile-schema.ts";
import type { PatternJudge } from "../schema/limits/pattern-judge.ts";
import { SchemaError } from "../schema/schema-error.ts";
import { toWireProblem } from "../schema/to-wire-problem.ts";
import type { Problem } from "../wire/problem.ts";
import type { Warning } from "../wire/version.ts";
import {
  flatSchemaForm,
  type FlatVersionSchema,
  type SchemaCompilation,
  type SchemaPlace,
  type SomeSchemas,
} from "./contract.ts";

const places: readonly SchemaPlace[] = [
  { task: "prediction", direction: "input" },
  { task: "prediction", direction: "output" },
  { task: "training", direction: "input" },
  { task: "training", direction: "output" },
];

/** What a judge throws that has no time left; `message` is told to whoever wrote the schemas. */
export class JudgeBudgetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JudgeBudgetError";
  }
}

/** Compiles those of a version's schemas that are given; refused with every place that is wrong in any of them. */
export function compileSchemas(
  schemas: SomeSchemas,
  judgePattern: PatternJudge,
): SchemaCompilation {
  const flats: FlatVersionSchema[] = [];
  const warnings: Warning[] = [];
  const problems: Problem[] = [];
  for (const place of places) {
    const schema = schemas[place.task]?.[place.direction];
    if (schema === undefined) continue;
    const loc = ["body", "schemas", place.task, place.direction];
    try {
      const compiled = compileSchema(schema, { judgePattern });
      flats.push({ ...place, flat: compiled.flat });
      for (const { path, message } of compiled.warnings) {
        warnings.push({ loc: [...loc, ...path], msg: message });
      }
    } catch (error) {
      problems.push(...problemsOf(error, loc));
      if (error instanceof JudgeBudgetError) break;
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, form: flatSchemaForm, schemas: flats, warnings };
}

function problemsOf(error: unknown, loc: (string | number)[]): Problem[] {
  if (error instanceof SchemaError) return error.faults.map((fault) => toWireProblem(fault, loc));
  if (error instanceof JudgeBudgetError) {
    return [{ loc: ["body", "schemas"], msg: error.message, type: "value_error.schema" }];
  }
  throw error;
}
