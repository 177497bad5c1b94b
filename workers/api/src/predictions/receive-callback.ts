import {
  advanceStream,
  type BackendResult,
  chunksOf,
  completeLease,
  dispatchLeases,
  maxInlineBytes,
  maxResultBytes,
  parseCogPrediction,
  parseJson,
  readListeners,
  readText,
  tellCallback,
  type Told,
} from "@headgate/routing";
import {
  HeadgateError,
  isObject,
  isTerminal,
  type LeaseReference,
  parsePredictionId,
} from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { json } from "../http/respond.ts";

/** A character is three bytes at most: nothing of a text this short is kept outside the gate. */
const maxInlineCharacters = maxInlineBytes / 3;

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
  const posted = parseJson(text);
  const prediction = parseCogPrediction(posted);
  if (prediction === null) {
    throw new HeadgateError("bad_request", "the body is no prediction as Cog posts it");
  }
  const listeners = readListeners(api.url.searchParams);
  if (!prediction.ended) {
    const { output, logs } = prediction;
    const told = { output: Array.isArray(output) ? output : [], logs };
    await tellCallback(api.carrier, lease, { listeners, told });
    return json(null);
  }
  if (text.length > maxInlineCharacters && !(await isHeld(api, lease))) {
    return json({ outcome: "ignored" });
  }
  const streams = listeners.includes("stream");
  if (streams) await advanceStream(api.carrier, lease, allOf(prediction.result, posted));
  const ending = { ...lease, streams, task: null };
  const { leases, outcome } = await completeLease(api.carrier, ending, prediction.result);
  api.background(dispatchLeases(api.carrier, leases));
  return json({ outcome });
}

/** A result keeps only the latest of very many logs. */
function allOf({ output, logs }: BackendResult, posted: unknown): Told {
  const all = isObject(posted) ? posted["logs"] : null;
  return { output: chunksOf(output), logs: typeof all === "string" ? all : logs };
}

/** Whether the lease is still good. A late result must not replace the stored output that callers have seen. */
async function isHeld({ carrier }: ApiContext, { id, epoch }: LeaseReference): Promise<boolean> {
  const [record] = await carrier.gateOf(id).read([id]);
  return record !== undefined && record.epoch === epoch && !isTerminal(record.state);
}
