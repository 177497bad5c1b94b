import type { StoredGateConfig } from "@headgate/database";
import type { VersionConfig } from "@headgate/shared";

import { wholePolicy } from "./routing-policy.ts";

/** WriftAI's limit, for versions that say nothing. */
const defaultRunTimeoutMs = 30 * 60_000;

/** What a version's gates are configured from. */
export function toVersionConfig(stored: StoredGateConfig): VersionConfig {
  const { epoch, maxParallel, runTimeoutMs, backends, moves, shardLimits, peakShards } = stored;
  const policy = wholePolicy(stored.routing);
  const { shards, retry } = policy;
  return {
    whole: {
      ...{ epoch, maxParallel, backends },
      whenFull: policy.when_full,
      maxQueued: policy.max_queued,
      queueTimeoutMs: policy.queue_timeout_s * 1000,
      runTimeoutMs: runTimeoutMs ?? defaultRunTimeoutMs,
      retry: {
        maxAttempts: retry.max_attempts,
        initialDelayMs: retry.initial_delay_s * 1000,
        maxDelayMs: retry.max_delay_s * 1000,
        budget: retry.budget,
        repeatable: retry.repeatable,
        onFailure: retry.on_failure,
      },
    },
    sharding: { shards, peak: Math.max(shards, peakShards), limits: shardLimits, moves },
  };
}
