import { findVersionContent } from "@headgate/database";
import {
  loadVersionContent,
  type RegistryContext,
  type ResolvedVersion,
  resolveVersion,
  type VersionContent,
} from "@headgate/registry";
import { type CompiledSchema, compileSchema, trustPatterns } from "@headgate/shared";

import { TimedCache } from "../http/timed-cache.ts";

/** A version that predictions can be made on, found once and then taken from the isolate's memory. */
export interface RunnableVersion {
  resolved: ResolvedVersion;
  content: VersionContent;
  input: CompiledSchema;
}

/** Which version a reference means, who may use it and which backends it has: good for this long after a change elsewhere. */
const resolutions = new TimedCache<ResolvedVersion>({ ttlMs: 10_000, maxEntries: 10_000 });

type RunnableContent = Omit<RunnableVersion, "resolved">;

/** What a version is made of never changes. */
const contents = new TimedCache<RunnableContent>({ ttlMs: Infinity, maxEntries: 500 });

/** A key once given to a version is never without one. */
const knownKeys = new TimedCache<true>({ ttlMs: Infinity, maxEntries: 10_000 });

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
    // Whoever has no backend is about to register one, maybe through another isolate.
    if (hasEnabledBackend(resolved)) resolutions.set(cacheKey, resolved, now);
  }
  return { resolved, ...(await findContent(registry, resolved.key)) };
}

export function hasEnabledBackend({ gateConfig }: ResolvedVersion): boolean {
  return gateConfig.backends.some(({ enabled }) => enabled);
}

/** Whether there is, or was, a version with this key. */
export async function hasVersion({ db, now }: RegistryContext, key: number): Promise<boolean> {
  const cacheKey = String(key);
  if (knownKeys.get(cacheKey, now()) === true) return true;
  if ((await findVersionContent(db, key)) === null) return false;
  knownKeys.set(cacheKey, true, now());
  return true;
}

/** After a change that this isolate made itself. */
export function forgetResolutions(): void {
  resolutions.clear();
}

async function findContent(registry: RegistryContext, key: number): Promise<RunnableContent> {
  const { now } = registry;
  const cacheKey = String(key);
  const known = contents.get(cacheKey, now());
  if (known !== undefined) return known;
  const content = await loadVersionContent(registry, key);
  const { input } = content.schemas.prediction;
  const found = { content, input: compileSchema(input, { judgePattern: trustPatterns }) };
  contents.set(cacheKey, found, now());
  return found;
}
