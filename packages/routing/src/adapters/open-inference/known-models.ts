import type { ModelMetadata } from "./model-metadata.ts";

const maxKnown = 200;

/**
 * Metadata of models that were asked for in this isolate: a version's tensors do not change, so asking once saves each prediction a
 * round trip. One whose prediction does not succeed is forgotten.
 */
const known = new Map<string, ModelMetadata>();

export function knownModel(key: string): ModelMetadata | undefined {
  return known.get(key);
}

export function rememberModel(key: string, metadata: ModelMetadata): void {
  const [oldest] = known.keys();
  if (known.size >= maxKnown && oldest !== undefined) known.delete(oldest);
  known.set(key, metadata);
}

export function forgetModel(key: string): void {
  known.delete(key);
}
