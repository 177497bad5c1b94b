import type { BackendHealth, BackendPlace } from "../adapter.ts";
import { healthTimeoutMs, probe, ready, starting, unexpected, unreachable } from "../probe.ts";
import { modelNameOf, modelUrl } from "./model-target.ts";

/** The server's readiness says nothing about a model that it loads on demand, and the model's own only counts on a server that is up. */
export async function askOpenInferenceHealth(
  fetcher: typeof fetch,
  backend: BackendPlace,
): Promise<BackendHealth> {
  const signal = AbortSignal.timeout(healthTimeoutMs);
  const root = backend.url.replace(/\/$/, "");
  const server = await probe(fetcher, `${root}/v2/health/ready`, { signal });
  if (typeof server === "string") return unreachable(server);
  // How a server says that it is not ready is left to it: 400 (Triton), 503 (KServe).
  if (server.status === 400 || server.status === 503) return starting("the server is not ready");
  if (server.status !== 200) return unexpected(server);
  const model = await probe(fetcher, `${modelUrl(backend)}/ready`, { signal });
  if (typeof model === "string") return unreachable(model);
  if (model.status === 200) return ready("server and model are ready");
  if (model.status === 404) {
    return { state: "failed", detail: `it has no model ${String(modelNameOf(backend))}`, log: [] };
  }
  return starting(`the model is not ready: status ${model.status}`);
}
