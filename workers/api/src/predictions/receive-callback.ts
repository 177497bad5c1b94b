import {
  completeLease,
  dispatchLeases,
  maxResultBytes,
  parseCogPrediction,
  parseJson,
  readText,
} from "@headgate/routing";
import { HeadgateError, parsePredictionId } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { json } from "../http/respond.ts";

/**
 * A backend tells how a lease ended. 200 only once that is stored: until then the backend sends it again. The token in the path is
 * checked before anything is read.
 */
export async function receiveCallback(
  api: ApiContext,
  { id, epoch, token }: { id: string; epoch: string; token: string },
): Promise<Response> {
  const lease = { id, epoch: Number(epoch) };
  if (parsePredictionId(id) === null || !(await api.callbackUrls.verify(lease, token))) {
    throw new HeadgateError("not_found", "there is no such callback");
  }
  const text = await readText(api.request, maxResultBytes);
  if (text === null) {
    throw new HeadgateError(
      "payload_too_large",
      `the result is larger than ${maxResultBytes} bytes`,
    );
  }
  const prediction = parseCogPrediction(parseJson(text));
  if (prediction === null) {
    throw new HeadgateError("bad_request", "the body is no prediction as Cog posts it");
  }
  if (!prediction.ended) return json(null);
  const { leases, outcome } = await completeLease(api.carrier, lease, prediction.result);
  api.background(dispatchLeases(api.carrier, leases));
  return json({ outcome });
}
