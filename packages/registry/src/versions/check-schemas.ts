import {
  compileSchema,
  HeadgateError,
  type JsonSchema,
  type Problem,
  SchemaError,
  toWireProblem,
  trustPatterns,
  type VersionSchemas,
} from "@headgate/shared";

/** Throws `invalid_input` with a problem for each place at which one of the schemas is none. */
export function checkSchemas(schemas: VersionSchemas): void {
  const problems = [
    ...taskProblems("prediction", schemas.prediction),
    ...(schemas.training === undefined ? [] : taskProblems("training", schemas.training)),
  ];
  const [first] = problems;
  if (first !== undefined) throw new HeadgateError("invalid_input", first.msg, { problems });
}

function taskProblems(task: string, { input, output }: VersionSchemas["prediction"]): Problem[] {
  const loc = ["body", "schemas", task];
  return [
    ...schemaProblems(input, [...loc, "input"]),
    ...schemaProblems(output, [...loc, "output"]),
  ];
}

function schemaProblems(schema: JsonSchema, loc: (string | number)[]): Problem[] {
  try {
    compileSchema(schema, { judgePattern: trustPatterns });
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.faults.map((fault) => toWireProblem(fault, loc));
  }
}
