import type { BackendDescription } from "../adapter.ts";
import { describeTimeoutMs, probe } from "../probe.ts";
import { apiUrl } from "./openai-url.ts";
import { readModels } from "./read-models.ts";

/** The models that it lists; what they take and give no server tells. Null where it has no such list. */
export async function describeOpenAi(
  fetcher: typeof fetch,
  url: string,
): Promise<BackendDescription | null> {
  const signal = AbortSignal.timeout(describeTimeoutMs);
  const answer = await probe(fetcher, `${apiUrl(url)}/models`, { signal });
  const models =
    typeof answer === "string" || answer.status !== 200 ? null : readModels(answer.json);
  return models === null
    ? null
    : { protocol: "openai", input: null, output: null, training: null, models };
}
