import type { BackendCall, Submission } from "../adapter.ts";
import { parseJson, readText } from "../body.ts";
import { exchange } from "../exchange.ts";
import { readRefusal, retryAfterMs } from "../read-refusal.ts";
import { ended, maxResultBytes, refused, tooLarge } from "../submission.ts";
import { cogBody, type CogCallback } from "./cog-body.ts";
import { parseCogPrediction } from "./cog-prediction.ts";
import { cogUrl } from "./cog-url.ts";

interface PutOptions {
  signal: AbortSignal;
  /** Null: Cog answers when it is through. */
  callback: CogCallback | null;
}

/** Hands a prediction to Cog. */
export function putCog(
  fetcher: typeof fetch,
  call: BackendCall,
  { signal, callback }: PutOptions,
): Promise<Submission> {
  return exchange(async () => {
    const response = await fetcher(cogUrl(call), {
      method: "PUT",
      redirect: "manual",
      headers: {
        // Cog compares this header as a whole: one preference more and it waits for the end.
        ...(callback !== null && { prefer: "respond-async" }),
        "content-type": "application/json",
      },
      body: cogBody(call, callback),
      signal,
    });
    if (response.status === 202 && callback !== null) return accepted(response);
    return readCogAnswer(response);
  });
}

async function accepted(response: Response): Promise<Submission> {
  await response.body?.cancel();
  return { outcome: "accepted" };
}

/** The end that an answer of Cog's tells: to a prediction that was not asked for in the background, 202 says that it runs already. */
export async function readCogAnswer(response: Response): Promise<Submission> {
  const { status } = response;
  const text = await readText(response, maxResultBytes);
  if (status === 202 || status === 409) {
    return refused("busy", `status ${status}`, retryAfterMs(response));
  }
  const refusal = readRefusal(response, { text, message: null });
  if (refusal !== null) return refusal;
  if (text === null) return tooLarge(maxResultBytes);
  const prediction = parseCogPrediction(parseJson(text));
  return prediction?.ended === true
    ? ended(prediction.result)
    : refused("broken", "the answer is no prediction of Cog's");
}
