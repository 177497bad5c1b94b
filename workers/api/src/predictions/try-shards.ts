import { TimedCache } from "@headgate/registry";
import { chooseShards, gateConfigFor } from "@headgate/routing";
import {
  createPredictionId,
  type GateConfig,
  gateName,
  HeadgateError,
  parsePredictionId,
} from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { readPinned } from "./repeat-prediction.ts";
import type { RunnableVersion } from "./runnable-version.ts";

/** How many slots are free in a gate as far as this isolate knows, by the gate's name. */
const freeSlots = new TimedCache<number>({ ttlMs: 5_000, maxEntries: 10_000 });

/**
 * Makes a prediction in a shard of the version, and in another one where the first is full: `create` is given its id, and what the gate of
 * its shard is configured with.
 */
export async function tryShards<Made>(
  api: ApiContext,
  { resolved }: RunnableVersion,
  create: (id: string, config: GateConfig) => Promise<Made>,
): Promise<Made> {
  const { key, config } = resolved;
  const { registry } = api;
  const place = { createdAt: registry.now(), versionKey: key, random: registry.random(4) };
  const inShard = (shard: number): Promise<Made> =>
    create(createPredictionId({ ...place, shard }), gateConfigFor(config, shard));
  const [first, second] = shardsOf(api, resolved);
  try {
    return await inShard(first);
  } catch (error) {
    if (second === undefined || !isFull(error)) throw error;
    return inShard(second);
  }
}

/** Keeps what the gate of a prediction said of itself. */
export function noteFree(predictionId: string, slots: number): void {
  const route = parsePredictionId(predictionId);
  if (route !== null) freeSlots.set(gateName(route.versionKey, route.shard), slots, Date.now());
}

/** What an earlier attempt at this creation may have made is in the shard that it had settled on. */
function shardsOf(
  { claim }: ApiContext,
  { key, config }: RunnableVersion["resolved"],
): ReturnType<typeof chooseShards> {
  const pinned = claim?.pinned ?? null;
  const route = pinned === null ? null : parsePredictionId(readPinned(pinned).id);
  if (route?.versionKey === key) return [route.shard];
  const now = Date.now();
  return chooseShards(config, {
    freeIn: (shard) => freeSlots.get(gateName(key, shard), now) ?? null,
    expectFree: (shard, free) => freeSlots.set(gateName(key, shard), free, now),
    random: Math.random,
  });
}

function isFull(error: unknown): boolean {
  return error instanceof HeadgateError && error.code === "queue_full";
}
