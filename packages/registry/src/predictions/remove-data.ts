import { type RemovablePrediction, removePredictionData } from "@headgate/database";

import type { RegistryContext } from "../context.ts";

/**
 * Removes what went into predictions that have ended, and what came out of them; `erase` deletes what of it lies in the bucket. The record
 * says so last: whoever is cut off before that is followed by somebody who does it again.
 */
export async function removeData(
  { db, now }: Pick<RegistryContext, "db" | "now">,
  input: {
    predictions: readonly RemovablePrediction[];
    erase: (predictions: readonly RemovablePrediction[]) => Promise<void>;
  },
): Promise<void> {
  const { predictions, erase } = input;
  await erase(predictions);
  await removePredictionData(db, { ids: predictions.map(({ id }) => id), at: now() });
}
