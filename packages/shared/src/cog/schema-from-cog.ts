import type { PatternJudge } from "../schema/limits/pattern-judge.ts";
import { type CogSchemas, importTasks } from "./import-tasks.ts";
import { keepSamples } from "./keep-samples.ts";

export interface CogOptions {
  /** Lets defaults be held against the patterns beside them. Without one, patterns count for nothing there. */
  judgePattern?: PatternJudge;
}

/**
 * The document of a Cog server (`GET /openapi.json`, parsed) as JSON Schemas of 2020-12: input and output of
 * a prediction, and of a training where the model has one. Components that they refer to become `$defs`;
 * hints of Cog's own (`x-order`, `x-cog-…`) stay as annotations, and properties come in `x-order`.
 * Keys that the input does not name stay allowed: Cog drops them. Throws `invalid_input` with the place
 * for what is no such document.
 */
export function schemaFromCog(openapi: unknown, options: CogOptions = {}): CogSchemas {
  return importTasks(openapi, (samples, definitions) =>
    keepSamples(samples, { definitions, ...options }),
  );
}
