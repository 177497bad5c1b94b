import type { BackendDescription, BackendPlace } from "../adapter.ts";
import { describeTimeoutMs, probe } from "../probe.ts";
import { askHttpHealth } from "./http-health.ts";
import { mappingOf, sendsInputItself } from "./http-settings.ts";
import { schemasFromOpenApi } from "./schemas-from-openapi.ts";

/**
 * What the server's `/openapi.json` says of the mapped route, as far as the mapping passes input and answer on as they are. Null where
 * nothing answers at the backend's URL.
 */
export async function describeHttp(
  fetcher: typeof fetch,
  backend: BackendPlace,
): Promise<BackendDescription | null> {
  const mapping = mappingOf(backend);
  const { path, method, result, queue } = mapping;
  const signal = AbortSignal.timeout(describeTimeoutMs);
  const [answer, health] = await Promise.all([
    probe(fetcher, `${backend.url.replace(/\/$/, "")}/openapi.json`, { signal }),
    askHttpHealth(fetcher, backend, signal),
  ]);
  const document = typeof answer === "string" || answer.status !== 200 ? null : answer.json;
  const { input, output } = schemasFromOpenApi(document, { path, method });
  const isTold = input !== null || output !== null;
  if (!isTold && (typeof answer === "string" || health.state === "unreachable")) return null;
  const isAnswerOutput = result === "" && queue === null;
  return {
    protocol: "http",
    input: sendsInputItself(mapping) ? input : null,
    output: isAnswerOutput ? output : null,
    training: null,
    models: [],
  };
}
