import type { BackendAdapter } from "../adapter.ts";
import { exchange } from "../exchange.ts";
import { completeOpenAi } from "./complete.ts";
import { describeOpenAi } from "./describe.ts";
import { askOpenAiHealth } from "./openai-health.ts";
import { openAiTargetOf } from "./openai-settings.ts";
import { streamOpenAi } from "./stream.ts";

/**
 * The OpenAI-compatible API of vLLM, SGLang, Ollama, llama.cpp and others. A prediction's input is the body of a request, its output the
 * response object with its `usage`. Streamed, the output is the same object, and each event a chunk as the server sent it. There is no
 * way to cancel but to leave.
 */
export function openAiAdapter(fetcher: typeof fetch): BackendAdapter {
  return {
    submit: null,
    predict: (call) => exchange(() => completeOpenAi(fetcher, call)),
    stream: (call) =>
      exchange(() =>
        streamingRoutes.has(openAiTargetOf(call.backend).route)
          ? streamOpenAi(fetcher, call)
          : completeOpenAi(fetcher, call),
      ),
    cancel: async () => "unknown",
    health: (backend) => askOpenAiHealth(fetcher, backend),
    describe: (backend) => describeOpenAi(fetcher, backend.url),
  };
}

const streamingRoutes = new Set(["chat/completions", "completions"]);
