import type { VersionContent } from "@headgate/database";
import { HeadgateError, isObject, type PredictionRecord } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";
import { contentFields } from "../versions/content-body.ts";

/** What of a training's output says which weights came out of it. */
const weightsOutput = describeBody({
  type: "object",
  required: ["weights"],
  properties: { weights: contentFields.weights },
});

const maxUrlLength = 2048;

/**
 * What runs of the version that a training made: all of the version that was trained, with the `weights` of the output, an array as versions
 * have it, in the place of its own. Where the output says a URL instead, that is told with where the version comes from.
 */
export function trainedContent(
  source: VersionContent,
  training: PredictionRecord,
  output: unknown,
): VersionContent {
  const { owner, model, number, versionId } = training;
  const weights = weightsOf(output);
  return {
    ...source,
    ...(weights === null ? {} : { weights }),
    lineage: {
      training_id: training.id,
      source: `${owner}/${model}:${number}`,
      source_id: versionId,
      weights_url: weightsUrlOf(output),
    },
  };
}

function weightsOf(output: unknown): NonNullable<VersionContent["weights"]> | null {
  try {
    return weightsOutput.parse(output).weights;
  } catch (error) {
    if (error instanceof HeadgateError) return null;
    throw error;
  }
}

function weightsUrlOf(output: unknown): string | null {
  const url = isObject(output) ? output["weights"] : null;
  if (typeof url !== "string" || url.length > maxUrlLength) return null;
  return /^https?:\/\/\S+$/.test(url) ? url : null;
}
