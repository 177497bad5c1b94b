import { isObject } from "@headgate/shared";

import type { BackendDescription, BackendPlace } from "../adapter.ts";
import { describeTimeoutMs, probe } from "../probe.ts";
import { type ModelMetadata, readMetadata } from "./model-metadata.ts";
import { modelNameOf, modelUrl } from "./model-target.ts";
import { schemaOfTensors } from "./tensor-schema.ts";

const maxModels = 100;

/** The schemas of the model's tensors; where the settings name no model, the models that the server tells of. */
export async function describeOpenInference(
  fetcher: typeof fetch,
  backend: BackendPlace,
): Promise<BackendDescription | null> {
  const signal = AbortSignal.timeout(describeTimeoutMs);
  const model = modelNameOf(backend);
  if (model === null) return describeServer(fetcher, backend.url, signal);
  const answer = await probe(fetcher, modelUrl(backend), { signal });
  const metadata =
    typeof answer === "string" || answer.status !== 200 ? null : readMetadata(answer.json);
  return metadata === null ? null : description([model], metadata);
}

/** What `GET /v2` answers tells the protocol. The index of models is an extension, of Triton and MLServer among others. */
async function describeServer(
  fetcher: typeof fetch,
  url: string,
  signal: AbortSignal,
): Promise<BackendDescription | null> {
  const root = url.replace(/\/$/, "");
  const [server, index] = await Promise.all([
    probe(fetcher, `${root}/v2`, { signal }),
    probe(fetcher, `${root}/v2/repository/index`, { signal, method: "POST" }),
  ]);
  if (typeof server === "string" || server.status !== 200 || !isServer(server.json)) return null;
  const models = typeof index === "string" || index.status !== 200 ? [] : namesIn(index.json);
  return description(models, { inputs: [], outputs: [] });
}

function isServer(answer: unknown): boolean {
  if (!isObject(answer)) return false;
  const { name, version, extensions } = answer;
  return typeof name === "string" && typeof version === "string" && Array.isArray(extensions);
}

function namesIn(index: unknown): string[] {
  if (!Array.isArray(index)) return [];
  const names = index.map((model: unknown) => (isObject(model) ? model["name"] : undefined));
  return [...new Set(names.filter((name) => typeof name === "string"))].slice(0, maxModels);
}

/** A server that leaves the tensors out says nothing about what they are. */
function description(models: string[], { inputs, outputs }: ModelMetadata): BackendDescription {
  return {
    protocol: "open-inference",
    input: inputs.length === 0 ? null : schemaOfTensors(inputs),
    output: inputs.length === 0 || outputs.length === 0 ? null : schemaOfTensors(outputs),
    training: null,
    models,
  };
}
