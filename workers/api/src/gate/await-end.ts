import { HeadgateError, type PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";

/** The prediction once it has ended, or as it is after `waitMs`. The caller's going away ends the wait, not the prediction. */
export async function awaitEnd(
  api: ApiContext,
  id: string,
  waitMs: number,
): Promise<PredictionRecord> {
  if (waitMs === 0) return readRecord(api, id);
  const signal = AbortSignal.any([AbortSignal.timeout(waitMs), api.request.signal]);
  const message = await api.carrier.hear({ predictionId: id, signal });
  return message?.type === "ended" ? message.record : readRecord(api, id);
}

/** A prediction that this Worker has just admitted. */
export async function readRecord(
  { carrier }: Pick<ApiContext, "carrier">,
  id: string,
): Promise<PredictionRecord> {
  const [record] = await carrier.gateOf(id).read([id]);
  if (record === undefined) {
    throw new HeadgateError("unavailable", `the prediction ${id} cannot be read`);
  }
  return record;
}
