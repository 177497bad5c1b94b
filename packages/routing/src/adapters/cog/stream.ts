import { isObject } from "@headgate/shared";

import type { StreamCall, Submission } from "../adapter.ts";
import { parseJson } from "../body.ts";
import { exchange } from "../exchange.ts";
import { readEvents } from "../read-events.ts";
import { cutLogs, ended, maxStreamBytes, refused } from "../submission.ts";
import { cancelCog } from "./cancel.ts";
import { cogBody } from "./cog-body.ts";
import { parseCogPrediction } from "./cog-prediction.ts";
import { cogUrl } from "./cog-url.ts";
import { putCog, readCogAnswer } from "./put.ts";

/**
 * Runs a prediction and tells what Cog tells of it on the way. A model that did not opt in answers 406, and is asked again without.
 * Unlike a plain one, a streamed prediction goes on when its reader leaves: it is canceled.
 */
export async function streamCog(fetcher: typeof fetch, call: StreamCall): Promise<Submission> {
  const submission = await exchange(() => readStream(fetcher, call));
  const isLost = submission.outcome === "refused" && submission.reason === "broken";
  if (call.signal.aborted || isLost) await cancelCog(fetcher, call);
  return submission;
}

async function readStream(fetcher: typeof fetch, call: StreamCall): Promise<Submission> {
  const { signal, emit } = call;
  const response = await fetcher(cogUrl(call), {
    method: "PUT",
    redirect: "manual",
    headers: { accept: "text/event-stream", "content-type": "application/json" },
    body: cogBody(call, null),
    signal,
  });
  if (response.status === 406) {
    await response.body?.cancel();
    return putCog(fetcher, call, { signal, callback: null });
  }
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("text/event-stream")) return readCogAnswer(response);
  let logs = "";
  for await (const { event, data } of readEvents(response, maxStreamBytes)) {
    const told = parseJson(data);
    if (event === "completed") return readEnd(told, logs);
    if (event === "error") return refused("broken", `the stream ended with ${data}`);
    if (event === "output" && isObject(told)) await emit({ type: "output", chunk: told["chunk"] });
    const text = event === "log" && isObject(told) ? told["data"] : null;
    if (typeof text !== "string") continue;
    logs = cutLogs(logs + text);
    await emit({ type: "logs", text });
  }
  return refused("broken", "the stream broke off");
}

/** The final prediction need not repeat the logs that were streamed. */
function readEnd(told: unknown, logs: string): Submission {
  const prediction = parseCogPrediction(told);
  if (prediction?.ended !== true) return refused("broken", "the stream's end is none of Cog's");
  const { result } = prediction;
  return ended(result.logs === "" ? { ...result, logs } : result);
}
