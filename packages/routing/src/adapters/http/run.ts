import type { HttpMapping } from "@headgate/shared/backends";

import type { PredictCall, StreamCall, Submission } from "../adapter.ts";
import { parseJson } from "../body.ts";
import { refused } from "../submission.ts";
import { fillBody } from "./fill-body.ts";
import { followQueue } from "./follow-queue.ts";
import { mappingOf, sendsInputItself } from "./http-settings.ts";
import { mappedUrl } from "./mapped-url.ts";
import { readResult } from "./read-result.ts";

/** Without `emit`, nobody wants to know what happens on the way. */
export type HttpCall = PredictCall & { emit: StreamCall["emit"] | null };

/** Runs a prediction on a mapped backend. May throw what breaks the exchange off. */
export async function runHttp(fetcher: typeof fetch, call: HttpCall): Promise<Submission> {
  const mapping = mappingOf(call.backend);
  const url = mappedUrl(call.backend.url, mapping.path, {
    model: mapping.model,
    prediction_id: call.predictionId,
  });
  if (url === null) {
    return refused("unreachable", `the path ${mapping.path} leads out of the backend's URL`);
  }
  const response = await fetcher(url, {
    method: mapping.method,
    redirect: "manual",
    headers: { ...mapping.headers, "content-type": "application/json" },
    ...(mapping.method === "GET" ? {} : { body: bodyOf(mapping, call) }),
    signal: call.signal,
  });
  const { queue } = mapping;
  return queue === null
    ? readResult(response, mapping, call.emit)
    : followQueue(fetcher, response, { call, mapping, queue });
}

/** The input's own text where nothing is put around it: what a double does not hold stays exact. */
function bodyOf(mapping: HttpMapping, { input, predictionId }: HttpCall): string {
  if (sendsInputItself(mapping)) return input;
  const { body, model } = mapping;
  const values = { input: parseJson(input), prediction_id: predictionId, model };
  return JSON.stringify(fillBody(body, values) ?? null);
}
