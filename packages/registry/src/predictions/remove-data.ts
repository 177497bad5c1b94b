import {
  listDeliveryKeys,
  type RemovablePrediction,
  removeDeliveryBodies,
  removePredictionData,
} from "@headgate/database";

import type { RegistryContext } from "../context.ts";

/**
 * Removes what went into predictions that have ended, and what came out of them, from what their webhooks sent too; `erase` deletes what of
 * it lies outside the database. The record says so last: whoever is cut off before that is followed by somebody who does it again.
 */
export async function removeData(
  { db, now }: Pick<RegistryContext, "db" | "now">,
  input: {
    predictions: readonly RemovablePrediction[];
    /** `more`: keys of what else tells of them. */
    erase: (predictions: readonly RemovablePrediction[], more: readonly string[]) => Promise<void>;
  },
): Promise<void> {
  const { predictions, erase } = input;
  const ids = predictions.map(({ id }) => id);
  await erase(predictions, await listDeliveryKeys(db, ids));
  await removeDeliveryBodies(db, ids);
  await removePredictionData(db, { ids, at: now() });
}
