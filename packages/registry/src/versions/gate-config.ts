import type { StoredGateConfig } from "@headgate/database";
import { defaultRoutingPolicy, type GateConfig, type RoutingPolicy } from "@headgate/shared";

/** WriftAI's limit, for versions that say nothing. */
const defaultRunTimeoutMs = 30 * 60_000;

export function toGateConfig({ routing, ...stored }: StoredGateConfig): GateConfig {
  const policy: RoutingPolicy = { ...defaultRoutingPolicy, ...routing };
  const { retry } = policy;
  return {
    ...stored,
    whenFull: policy.when_full,
    maxQueued: policy.max_queued,
    queueTimeoutMs: policy.queue_timeout_s * 1000,
    runTimeoutMs: stored.runTimeoutMs ?? defaultRunTimeoutMs,
    retry: {
      maxAttempts: retry.max_attempts,
      initialDelayMs: retry.initial_delay_s * 1000,
      maxDelayMs: retry.max_delay_s * 1000,
      budget: retry.budget,
      repeatable: retry.repeatable,
      onFailure: retry.on_failure,
    },
  };
}
