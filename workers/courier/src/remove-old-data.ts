import { listRemovablePredictions, openDatabase } from "@headgate/database";
import { removeData } from "@headgate/registry";
import { eraser, PayloadStore, SturdyStream } from "@headgate/routing";

import { log } from "./log.ts";

const limit = 300;
const maxBatches = 20;

/** Removes the data of predictions that ended longer ago than their models keep it. What is left over is removed in the next minute. */
export async function removeOldData(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const now = (): number => Date.now();
  const erase = eraser({
    payloads: new PayloadStore(env.PAYLOADS),
    streamOf: (predictionId) => new SturdyStream(env.STREAMS, predictionId),
  });
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const predictions = await listRemovablePredictions(db, { now: now(), limit });
    if (predictions.length === 0) return;
    await removeData({ db, now }, { predictions, erase });
    log("data.removed", { predictions: predictions.length });
    if (predictions.length < limit) return;
  }
}
