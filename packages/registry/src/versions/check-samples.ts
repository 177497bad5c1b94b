import type { VersionCard } from "@headgate/database";
import {
  createValidator,
  type FlatSchema,
  HeadgateError,
  type Problem,
  type SchemaPlace,
  toWireProblem,
} from "@headgate/shared";

type Sample = "sample_input" | "sample_output" | "training_sample_input";

const places: Record<Sample, SchemaPlace> = {
  sample_input: { task: "prediction", direction: "input" },
  sample_output: { task: "prediction", direction: "output" },
  training_sample_input: { task: "training", direction: "input" },
};
const samples: readonly Sample[] = ["sample_input", "sample_output", "training_sample_input"];

/**
 * Holds the samples of a body against the version's schemas; null is no sample. `invalid_input` naming every place that does not fit.
 * `load` gives a schema in its flat form, null where the version lacks the task.
 */
export async function checkSamples(
  body: Pick<VersionCard, Sample>,
  load: (place: SchemaPlace) => Promise<FlatSchema | null>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const key of samples) {
    const value = body[key] ?? null;
    if (value !== null) problems.push(...findProblems(key, value, await load(places[key])));
  }
  const [first] = problems;
  if (first !== undefined) throw new HeadgateError("invalid_input", first.msg, { problems });
}

function findProblems(key: Sample, value: unknown, schema: FlatSchema | null): Problem[] {
  if (schema === null) {
    const msg = `\`${key}\` is of no use: the version has no schemas for the task ${places[key].task}`;
    return [{ loc: ["body", key], msg, type: "value_error" }];
  }
  const check = createValidator(schema).check(value);
  if (check.valid) return [];
  return check.problems.map((problem) => toWireProblem(problem, ["body", key]));
}
