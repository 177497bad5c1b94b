import { pathOf, predictionUrls, readTexts, renderPrediction } from "@headgate/routing";
import { isTerminal, type PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { jsonText } from "../http/respond.ts";

/** A whole prediction. 200 where it has ended, `unended` (202 for a create) where it has not. */
export async function respondWithPrediction(
  { url, carrier, streamUrls }: ApiContext,
  record: PredictionRecord,
  unended = 202,
): Promise<Response> {
  const texts = await readTexts(carrier.payloads, record);
  const status = isTerminal(record.state) ? 200 : unended;
  const urls = await predictionUrls(record, url.origin, streamUrls);
  return jsonText(renderPrediction(record, texts, urls), status, {
    location: `${url.origin}${pathOf(record)}`,
  });
}
