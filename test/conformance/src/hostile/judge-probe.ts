import { type CompiledSchema, compileSchema, SchemaError } from "@headgate/shared";
import { createPatternJudge } from "@headgate/shared/patterns";

import type { Expected, Probe } from "./probe.ts";

const shownCharacters = 400;

/** Null where the probe ends as expected, else what happened. */
export function judgeProbe({ schema, value, expected }: Probe): string | null {
  const compiled = compile(schema());
  if (compiled instanceof SchemaError) return judgeRefusal(compiled, expected);
  if (expected.end === "refused") return "the schema was taken";
  return value === undefined ? null : judgeCheck(compiled, { value: value(), expected });
}

function compile(schema: unknown): CompiledSchema | SchemaError {
  try {
    return compileSchema(schema, { judgePattern: createPatternJudge() });
  } catch (error) {
    if (error instanceof SchemaError) return error;
    throw error;
  }
}

function judgeRefusal(error: SchemaError, expected: Expected): string | null {
  if (expected.end !== "refused") return `the schema was refused: ${error.message}`;
  const says = error.faults.map(({ message }) => message);
  const tooLong = says.find((message) => message.length > shownCharacters);
  if (tooLong !== undefined) return `a message has ${tooLong.length} characters`;
  return says.some((message) => expected.says.test(message))
    ? null
    : `refused with ${JSON.stringify(says.slice(0, 3))}`;
}

function judgeCheck(
  compiled: CompiledSchema,
  { value, expected }: { value: unknown; expected: Exclude<Expected, { end: "refused" }> },
): string | null {
  const check = compiled.check(value);
  if (expected.end === "accepts") {
    if (!check.valid) return `the value was rejected: ${check.problems[0]?.message ?? ""}`;
    const warnings = compiled.warnings.map(({ message }) => message);
    if (expected.warns === undefined) return null;
    const { warns } = expected;
    return warnings.some((message) => warns.test(message))
      ? null
      : `warned with ${JSON.stringify(warnings)}`;
  }
  if (check.valid) return "the value was accepted";
  if (check.problems.length > 50) return `there are ${check.problems.length} problems`;
  const tooLong = check.problems.find(({ message }) => message.length > shownCharacters);
  if (tooLong !== undefined) return `a message has ${tooLong.message.length} characters`;
  const keyword = new RegExp(`^(?:${expected.keyword})$`);
  return check.problems.some((problem) => keyword.test(problem.keyword))
    ? null
    : `rejected by ${JSON.stringify(check.problems.slice(0, 3))}`;
}
