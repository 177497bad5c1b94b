import type { CheckSubject } from "@headgate/database";
import {
  createValidator,
  HeadgateError,
  invalidInput,
  type SchemaPlace,
  toWireProblem,
} from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { loadFlatSchema } from "../versions/load-flat-schema.ts";

const input: SchemaPlace = { task: "prediction", direction: "input" };
const output: SchemaPlace = { task: "prediction", direction: "output" };
const loc = ["body", "sample_input"];

/**
 * JSON text of what the version is to be tried with: `given`, or what its card says, with defaults filled in. `invalid_input` where there
 * is neither, or the input schema refuses it. Both schemas are in today's form afterwards.
 */
export async function readSampleInput(
  ctx: CompilingContext,
  { key, card }: CheckSubject,
  given: unknown,
): Promise<string> {
  const sample = given === undefined ? card.sample_input : given;
  if (sample === undefined) {
    const message =
      "the version has no sample input: give `sample_input` here, or PATCH it onto the version's card";
    throw invalidInput(loc, message, "missing");
  }
  const schema = await loadFlatSchema(ctx, key, input);
  await loadFlatSchema(ctx, key, output);
  if (schema === null) throw new Error(`the version ${key} has no input schema`);
  const check = createValidator(schema).check(sample);
  if (check.valid) return JSON.stringify(check.value);
  const problems = check.problems.map((problem) => toWireProblem(problem, loc));
  const message = problems[0]?.msg ?? "the sample input is not valid";
  throw new HeadgateError("invalid_input", message, { problems });
}
