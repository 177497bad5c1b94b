import { isObject } from "@headgate/shared";

import type { StreamCall, Submission } from "../adapter.ts";
import { parseJson } from "../body.ts";
import { readEvents } from "../read-events.ts";
import { failed, maxStreamBytes, refused, succeeded } from "../submission.ts";
import { assembleChunks } from "./assemble-chunks.ts";
import { readCompletion } from "./complete.ts";
import { openAiMessage, sendOpenAi } from "./send.ts";

/** Runs a prediction and emits its chunks. May throw what breaks the exchange off. */
export async function streamOpenAi(fetcher: typeof fetch, call: StreamCall): Promise<Submission> {
  const response = await sendOpenAi(fetcher, call, true);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("text/event-stream")) return readCompletion(response);
  const assembly = assembleChunks();
  for await (const { data } of readEvents(response, maxStreamBytes)) {
    if (data === "[DONE]") return succeeded(assembly.whole());
    const chunk = parseJson(data);
    if (!isObject(chunk))
      return refused("broken", "an event of the stream is no chunk of OpenAI's");
    if (isObject(chunk["error"]) || typeof chunk["error"] === "string") {
      return failed(openAiMessage(chunk) ?? "The backend's stream ended with an error.", data);
    }
    assembly.add(chunk);
    await call.emit({ type: "output", chunk });
  }
  // Not every server says that it is done; one that has told why each choice ended is.
  return assembly.isFinished()
    ? succeeded(assembly.whole())
    : refused("broken", "the stream broke off");
}
