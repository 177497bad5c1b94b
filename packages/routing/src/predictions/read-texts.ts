import type { PredictionRecord } from "@headgate/shared";

import type { PayloadStore } from "../payloads/payload-store.ts";
import type { PredictionTexts } from "./render-prediction.ts";

/** Fetches a prediction's input and output, wherever they are kept. */
export async function readTexts(
  payloads: PayloadStore,
  record: PredictionRecord,
): Promise<PredictionTexts> {
  const kept = record.outcome?.output ?? null;
  const [input, output] = await Promise.all([
    payloads.read(record.input),
    kept === null ? null : payloads.read(kept),
  ]);
  return { input, output };
}
