import { bareSchemaFromCog, type CogSchemas } from "@headgate/shared/cog";

import type { BackendDescription } from "../adapter.ts";
import { describeTimeoutMs, probe } from "../probe.ts";
import { isCogHealth } from "./cog-health.ts";

/**
 * What the model's `/openapi.json` says, as JSON Schemas of 2020-12 without defaults. Cog has none while the model loads: then only its health tells that
 * it is Cog. Null where neither does.
 */
export async function describeCog(
  fetcher: typeof fetch,
  url: string,
): Promise<BackendDescription | null> {
  const signal = AbortSignal.timeout(describeTimeoutMs);
  const root = url.replace(/\/$/, "");
  const [document, health] = await Promise.all([
    probe(fetcher, `${root}/openapi.json`, { signal }),
    probe(fetcher, `${root}/health-check`, { signal }),
  ]);
  const schemas =
    typeof document !== "string" && document.status === 200 ? schemasIn(document.json) : null;
  if (schemas === null && (typeof health === "string" || !isCogHealth(health.json))) return null;
  const { prediction, training } = schemas ?? {};
  return {
    protocol: "cog",
    input: prediction?.input ?? null,
    output: prediction?.output ?? null,
    training: training ?? null,
    models: [],
  };
}

/** Null for another server's document, and for one that is too much for us. */
function schemasIn(document: unknown): CogSchemas | null {
  try {
    return bareSchemaFromCog(document);
  } catch {
    return null;
  }
}
