import type { GateBackend } from "@headgate/shared";

import type { BackendDescription } from "../adapter.ts";
import { probe } from "../probe.ts";
import { type ModelMetadata, readMetadata } from "./model-metadata.ts";
import { modelNameOf, modelUrl } from "./model-target.ts";
import { schemaOfTensors } from "./tensor-schema.ts";

const timeoutMs = 5_000;

/** The schemas of the model's tensors; null where it does not tell them. */
export async function describeOpenInference(
  fetcher: typeof fetch,
  backend: Pick<GateBackend, "url" | "settings">,
): Promise<BackendDescription | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await probe(fetcher, modelUrl(backend), { signal });
  const metadata =
    typeof answer === "string" || answer.status !== 200 ? null : readMetadata(answer.json);
  if (metadata === null) return null;
  return { protocol: "open-inference", ...schemasOf(metadata), models: [modelNameOf(backend)] };
}

/** A server that leaves the tensors out says nothing about what they are. */
function schemasOf({ inputs, outputs }: ModelMetadata) {
  return {
    input: inputs.length === 0 ? null : schemaOfTensors(inputs),
    output: inputs.length === 0 || outputs.length === 0 ? null : schemaOfTensors(outputs),
  };
}
