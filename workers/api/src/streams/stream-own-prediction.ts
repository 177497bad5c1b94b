import { readTexts } from "@headgate/routing";

import type { ApiContext } from "../http/api-context.ts";
import { errorResponse } from "../http/respond.ts";
import { admitPrediction, type Candidate } from "../predictions/admit-prediction.ts";
import { type DirectPrediction, runToEnd } from "../predictions/run-to-end.ts";
import { CallerTelling } from "./caller-telling.ts";
import { EventOutlet } from "./event-outlet.ts";
import { recordEvents } from "./tell-record.ts";

/**
 * Runs a direct prediction to its end on this connection, and tells the caller what its backend tells as it comes. Its events have no ids:
 * they are kept nowhere, and the prediction is canceled when the caller leaves. `input` is JSON text.
 */
export async function streamOwnPrediction(
  api: ApiContext,
  { input, ...candidate }: Candidate & { input: string },
): Promise<Response> {
  const { id } = candidate;
  const lease = await admitPrediction(api, candidate);
  const location = `${api.url.origin}/v1/predictions/${id}`;
  const outlet = new EventOutlet(api.request, { location });
  api.background(tellAll(api, { id, input, lease }, outlet));
  return outlet.response;
}

async function tellAll(
  api: ApiContext,
  prediction: DirectPrediction,
  outlet: EventOutlet,
): Promise<void> {
  const telling = new CallerTelling(api, outlet);
  try {
    const record = await runToEnd(api, prediction, {
      left: outlet.left,
      tellingOf: (lease) => telling.begin(lease),
    });
    const { output } = await readTexts(api.carrier.payloads, record);
    await telling.end(recordEvents(record, output));
  } catch (error) {
    const refusal = await errorResponse(error, api.requestId).text();
    await outlet.write(`event: error\ndata: ${refusal}\n\n`);
  } finally {
    await outlet.close();
  }
}
