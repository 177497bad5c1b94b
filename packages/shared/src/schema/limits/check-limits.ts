import type { CompileOptions } from "../compile-options.ts";
import { createValidator } from "../create-validator.ts";
import type { FlattenOptions } from "../flatten/flatten-definitions.ts";
import { type Flattened, flattenPlaces } from "../flatten/flatten-schema.ts";
import type { Survey } from "../flatten/survey-schema.ts";
import { throwFaults } from "../schema-error.ts";
import { checkPaths } from "./check-paths.ts";
import { checkPatterns } from "./check-patterns.ts";
import { checkSamples, findSamples } from "./check-samples.ts";

/** Throws SchemaError for what could keep a check busy without end, and for samples that break their schema. */
export function checkLimits(
  survey: Survey,
  flattened: Flattened,
  options: FlattenOptions & Pick<CompileOptions, "judgePattern">,
): void {
  const samples = options.keepsDefaults ? findSamples(survey) : [];
  // Samples also stand where the root does not lead to.
  const places = new Map([
    ["", survey.root],
    ...samples.map(({ key, place }) => [key, place] as const),
  ]);
  const judged = samples.length === 0 ? flattened : flattenPlaces(survey, places, options);
  checkPaths(survey, judged);
  throwFaults(survey.faults);
  checkPatterns(survey, judged, options.judgePattern);
  throwFaults(survey.faults);
  if (samples.length > 0) checkSamples(survey, samples, createValidator(judged.flat));
  throwFaults(survey.faults);
}
