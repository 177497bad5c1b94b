import { findPeakShards } from "@headgate/database";
import {
  checkResolved,
  type CompilingContext,
  loadFlatSchema,
  type ResolvedVersion,
  resolveVersion,
  TimedCache,
} from "@headgate/registry";
import {
  createValidator,
  HeadgateError,
  type PredictionTask,
  type Validator,
} from "@headgate/shared";

/** A version that predictions, or trainings, can be made on, found once and then taken from the isolate's memory. */
export interface RunnableVersion {
  resolved: ResolvedVersion;
  input: Validator;
}

/** Which version a reference means, whose it is and which backends it has: good for this long after a change elsewhere. */
const resolutions = new TimedCache<ResolvedVersion>({ ttlMs: 10_000, maxEntries: 10_000 });

/** A version's schemas never change. */
const inputs = new TimedCache<Validator>({ ttlMs: Infinity, maxEntries: 500 });

/** Why a version's schemas could not be had, since it may have taken long to find out. */
const refusals = new TimedCache<HeadgateError>({ ttlMs: 60_000, maxEntries: 500 });

/** How many shards a version has, or had at most: a number that only grows, of a version that is never forgotten. */
const peaks = new TimedCache<number>({ ttlMs: Infinity, maxEntries: 10_000 });

/** Throws `not_found` also for what the actor may not see, `conflict` for a version that does not do the task. */
export async function findRunnableVersion(
  registry: CompilingContext,
  { reference, task }: { reference: string; task: PredictionTask },
): Promise<RunnableVersion> {
  const now = Date.now();
  let resolved = resolutions.get(reference, now);
  if (resolved === undefined) {
    resolved = await resolveVersion(registry, { reference });
    // Whoever has no backend is about to register one, maybe through another isolate.
    if (hasEnabledBackend(resolved) && !resolved.isPrivate)
      resolutions.set(reference, resolved, now);
  } else {
    // It was resolved for whoever came first.
    checkResolved(registry, resolved, { reference });
  }
  return { resolved, input: await findInput(registry, resolved, task) };
}

export function hasEnabledBackend({ config }: ResolvedVersion): boolean {
  return config.whole.backends.some(({ status }) => status === "enabled");
}

/** Whether there is, or was, a version with this key, and such a shard of it. */
export async function hasShard(
  { db }: CompilingContext,
  { versionKey, shard }: { versionKey: number; shard: number },
): Promise<boolean> {
  const cacheKey = String(versionKey);
  if (shard < (peaks.get(cacheKey, Date.now()) ?? 0)) return true;
  const peak = (await findPeakShards(db, versionKey)) ?? 0;
  if (peak > 0) peaks.set(cacheKey, peak, Date.now());
  return shard < peak;
}

/** After a change that this isolate made itself. */
export function forgetResolutions(): void {
  resolutions.clear();
}

async function findInput(
  registry: CompilingContext,
  resolved: ResolvedVersion,
  task: PredictionTask,
): Promise<Validator> {
  const now = Date.now();
  const cacheKey = `${resolved.key} ${task}`;
  const known = inputs.get(cacheKey, now);
  if (known !== undefined) return known;
  const refused = refusals.get(cacheKey, now);
  if (refused !== undefined) throw refused;
  try {
    const flat = await loadFlatSchema(registry, resolved.key, { task, direction: "input" });
    if (flat === null) throw cannot(resolved, task);
    const input = createValidator(flat);
    inputs.set(cacheKey, input, now);
    return input;
  } catch (error) {
    if (error instanceof HeadgateError) refusals.set(cacheKey, error, now);
    throw error;
  }
}

function cannot({ owner, model, number }: ResolvedVersion, task: PredictionTask): HeadgateError {
  const message = `${owner}/${model}:${number} does no ${task}: its \`schemas\` have none for it`;
  return new HeadgateError("conflict", message);
}
