import type { BackendHealth, BackendPlace } from "../adapter.ts";
import { healthTimeoutMs, probe, ready, starting, unexpected, unreachable } from "../probe.ts";
import { openAiTargetOf } from "./openai-settings.ts";
import { apiUrl, serverUrl } from "./openai-url.ts";
import { readModels } from "./read-models.ts";

/**
 * `/health` answers 503 while a model loads (llama.cpp) or an engine has died (vLLM). Not every server has that route, and it says
 * nothing about the model: the list of models does, where the server tells it.
 */
export async function askOpenAiHealth(
  fetcher: typeof fetch,
  backend: BackendPlace,
): Promise<BackendHealth> {
  const { url } = backend;
  const { model } = openAiTargetOf(backend);
  const signal = AbortSignal.timeout(healthTimeoutMs);
  const health = await probe(fetcher, `${serverUrl(url)}/health`, { signal });
  if (typeof health === "string") return unreachable(health);
  if (health.status === 503) return starting("its /health answers 503");
  const models = await probe(fetcher, `${apiUrl(url)}/models`, { signal });
  if (typeof models === "string") return unreachable(models);
  const names = models.status === 200 ? readModels(models.json) : null;
  if (names === null)
    return health.status === 200 ? ready("its /health answers 200") : unexpected(models);
  if (model === null) return ready("it lists its models");
  if (names.includes(model)) return ready(`it has the model ${model}`);
  return {
    state: "failed",
    detail: `it has no model ${model}; it has ${names.join(", ")}`,
    log: [],
  };
}
