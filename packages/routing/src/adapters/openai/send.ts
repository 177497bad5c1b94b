import { isObject } from "@headgate/shared";

import type { PredictCall } from "../adapter.ts";
import { parseJson } from "../body.ts";
import { openAiBody } from "./openai-body.ts";
import { openAiTargetOf } from "./openai-settings.ts";
import { apiUrl } from "./openai-url.ts";

/** Posts a prediction to its route. */
export function sendOpenAi(
  fetcher: typeof fetch,
  { backend, input, signal }: PredictCall,
  streams: boolean,
): Promise<Response> {
  const { route, model } = openAiTargetOf(backend);
  return fetcher(`${apiUrl(backend.url)}/${route}`, {
    method: "POST",
    redirect: "manual",
    headers: {
      accept: streams ? "text/event-stream" : "application/json",
      "content-type": "application/json",
    },
    body: openAiBody(input, { model, streams }),
    signal,
  });
}

/** What an answer says is wrong: OpenAI has an object under `error`, llama.cpp and Ollama at times a text, older vLLM `message`. */
export function openAiMessage(answer: unknown): string | null {
  if (!isObject(answer)) return null;
  const { error, message } = answer;
  if (typeof error === "string") return error;
  if (isObject(error) && typeof error["message"] === "string") return error["message"];
  return typeof message === "string" ? message : null;
}

/** As `openAiMessage`, of the text of an answer. */
export function openAiMessageIn(text: string | null): string | null {
  return openAiMessage(parseJson(text ?? ""));
}
