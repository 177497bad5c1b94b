import {
  resolveVersion,
  loadVersionContent,
  type RegistryContext,
  type ResolvedVersion,
  type VersionContent,
} from "@headgate/registry";
import { compileSchema, type CompiledSchema } from "@headgate/shared";

import { TimedCache } from "../http/timed-cache.ts";

/** A version that predictions can be made on, found once and then taken from the isolate's memory. */
export interface RunnableVersion {
  resolved: ResolvedVersion;
  content: VersionContent;
  input: CompiledSchema;
}

/** Which version a reference means, who may use it and which backends it has: good for this long after a change elsewhere. */
const resolutions = new TimedCache<ResolvedVersion>({ ttlMs: 10_000, maxEntries: 10_000 });

/** What a version is made of never changes. */
const contents = new TimedCache<Omit<RunnableVersion, "resolved">>({
  ttlMs: Infinity,
  maxEntries: 500,
});

/** Throws `not_found` also for what the actor may not see. */
export async function findRunnableVersion(
  registry: RegistryContext,
  reference: string,
): Promise<RunnableVersion> {
  const now = registry.now();
  const cacheKey = `${registry.actor?.ownerId ?? ""} ${reference}`;
  let resolved = resolutions.get(cacheKey, now);
  if (resolved === undefined) {
    resolved = await resolveVersion(registry, { reference });
    resolutions.set(cacheKey, resolved, now);
  }
  return { resolved, ...(await findContent(registry, resolved.key)) };
}

/** After a change that this isolate made itself. */
export function forgetResolutions(): void {
  resolutions.clear();
}

async function findContent(
  registry: RegistryContext,
  key: number,
): Promise<Omit<RunnableVersion, "resolved">> {
  const now = registry.now();
  const known = contents.get(String(key), now);
  if (known !== undefined) return known;
  const content = await loadVersionContent(registry, key);
  const found = { content, input: compileSchema(content.schemas.prediction.input) };
  contents.set(String(key), found, now);
  return found;
}
