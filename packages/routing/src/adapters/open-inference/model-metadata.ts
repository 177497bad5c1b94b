import { isObject } from "@headgate/shared";

import { readDescription, type TensorDescription } from "./tensor.ts";

export interface ModelMetadata {
  inputs: TensorDescription[];
  outputs: TensorDescription[];
}

/** What `GET /v2/models/{model}` answers; null for anything else. A server may leave a model's tensors out. */
export function readMetadata(answer: unknown): ModelMetadata | null {
  if (!isObject(answer) || typeof answer["name"] !== "string") return null;
  const inputs = readDescriptions(answer["inputs"]);
  const outputs = readDescriptions(answer["outputs"]);
  return inputs === null || outputs === null ? null : { inputs, outputs };
}

function readDescriptions(value: unknown): TensorDescription[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const described = value.map(readDescription).filter((tensor) => tensor !== null);
  return described.length === value.length ? described : null;
}
