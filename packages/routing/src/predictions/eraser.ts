import type { Carrier } from "../dispatch/carrier.ts";
import type { PayloadStore } from "../payloads/payload-store.ts";

type Erased = Parameters<PayloadStore["erase"]>[0][number] & { streams: boolean };

/** What deletes the data of ended predictions wherever it is kept outside the database: in the bucket, and in their streams. */
export function eraser({
  payloads,
  streamOf,
}: Pick<Carrier, "payloads" | "streamOf">): (
  predictions: readonly Erased[],
  more: readonly string[],
) => Promise<void> {
  return async (predictions, more) => {
    await payloads.erase(predictions, more);
    const streamed = predictions.filter(({ streams }) => streams);
    await Promise.all(streamed.map(({ id }) => streamOf(id).purge()));
  };
}
