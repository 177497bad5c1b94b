import { isObject } from "@headgate/shared";

import type { PredictCall, Submission } from "../adapter.ts";
import { parseJson, readText } from "../body.ts";
import { readRefusal } from "../read-refusal.ts";
import { maxResultBytes, refused, succeeded, tooLarge } from "../submission.ts";
import { openAiMessageIn, sendOpenAi } from "./send.ts";

/** Runs a prediction without streaming. May throw what breaks the exchange off. */
export async function completeOpenAi(
  fetcher: typeof fetch,
  call: PredictCall,
): Promise<Submission> {
  return readCompletion(await sendOpenAi(fetcher, call, false));
}

/** The whole answer of a server that does not stream, or was not asked to. */
export async function readCompletion(response: Response): Promise<Submission> {
  const text = await readText(response, maxResultBytes);
  const refusal = readRefusal(response, { text, message: openAiMessageIn(text) });
  if (refusal !== null) return refusal;
  if (text === null) return tooLarge(maxResultBytes);
  const answer = parseJson(text);
  return isObject(answer)
    ? succeeded(answer)
    : refused("broken", "the answer is no object of OpenAI's API");
}
