import type { GateBackend } from "@headgate/shared";

import type { BackendDescription } from "../adapter.ts";
import { probe } from "../probe.ts";
import { mappingOf } from "./http-settings.ts";
import { schemasFromOpenApi } from "./schemas-from-openapi.ts";

const timeoutMs = 5_000;

/** What the server's `/openapi.json` says of the mapped route, as far as the mapping passes input and answer on as they are; else null. */
export async function describeHttp(
  fetcher: typeof fetch,
  backend: Pick<GateBackend, "url" | "settings">,
): Promise<BackendDescription | null> {
  const { path, method, body, result, queue } = mappingOf(backend);
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await probe(fetcher, `${backend.url.replace(/\/$/, "")}/openapi.json`, { signal });
  if (typeof answer === "string" || answer.status !== 200) return null;
  const { input, output } = schemasFromOpenApi(answer.json, { path, method });
  const isInputSent = JSON.stringify(body) === '{"$from":"/input"}';
  const isAnswerOutput = result === "" && queue === null;
  if (input === null && output === null) return null;
  return {
    protocol: "http",
    input: isInputSent ? input : null,
    output: isAnswerOutput ? output : null,
    models: [],
  };
}
