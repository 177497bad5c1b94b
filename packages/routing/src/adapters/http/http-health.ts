import type { BackendHealth, BackendPlace } from "../adapter.ts";
import { probe, ready, starting, unexpected, unreachable } from "../probe.ts";
import { mappingOf } from "./http-settings.ts";
import { mappedUrl } from "./mapped-url.ts";
import { valueAt } from "./value-at.ts";

/** What `ready` of the settings says. A backend without such a route counts as ready: its predictions will tell. */
export async function askHttpHealth(
  fetcher: typeof fetch,
  backend: BackendPlace,
  signal: AbortSignal,
): Promise<BackendHealth> {
  const { ready: readiness, model } = mappingOf(backend);
  if (readiness === null) return ready("no route tells its health");
  const url = mappedUrl(backend.url, readiness.path, { model });
  if (url === null) return unreachable(`the path ${readiness.path} leads out of its URL`);
  const answer = await probe(fetcher, url, { signal, method: readiness.method ?? "GET" });
  if (typeof answer === "string") return unreachable(answer);
  const { status = 200, pointer } = readiness;
  if (answer.status === 503 && status !== 503) return starting("it answers 503");
  if (answer.status !== status) return unexpected(answer);
  if (pointer === undefined) return ready(`it answers ${status}`);
  const found = valueAt(answer.json, pointer);
  const isReady = readiness.value === undefined ? found !== undefined : found === readiness.value;
  const said = `it says ${JSON.stringify(found) ?? "nothing"} at ${pointer}`;
  return isReady ? ready(said) : starting(said);
}
