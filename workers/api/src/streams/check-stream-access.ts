import { requireScope } from "@headgate/registry";
import { HeadgateError, type PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { findOwnPrediction, findPredictionRecord } from "../predictions/get-prediction.ts";

/** A prediction whose stream the caller may read. */
export interface ReadableStreamOf {
  record: PredictionRecord;
  /** Whether the URL is what lets the caller in: then it needs no token. */
  isSigned: boolean;
}

/**
 * By the URL's signature where it has one, else by the token. `forbidden` where the signature is not good, or no longer; `not_found` as
 * for the prediction itself.
 */
export async function checkStreamAccess(api: ApiContext, id: string): Promise<ReadableStreamOf> {
  const signature = api.url.searchParams.get("signature");
  if (signature === null) {
    requireScope(api.registry, "read");
    return { record: await findOwnPrediction(api, id, "read"), isSigned: false };
  }
  const expiresS = Number(api.url.searchParams.get("expires") ?? Number.NaN);
  const isGiven = await api.streamUrls.verify({ id, expiresS }, signature);
  if (!isGiven || expiresS * 1000 <= Date.now()) {
    const said = isGiven ? "the URL has expired" : "the URL is not signed for this stream";
    throw new HeadgateError("forbidden", `${said}: GET /v1/predictions/{id} tells one that is`);
  }
  const record = await findPredictionRecord(api, id);
  if (record === null) throw new HeadgateError("not_found", `the prediction ${id} is gone`);
  return { record, isSigned: true };
}
