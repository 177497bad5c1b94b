import type { GateBackend, GateConfig } from "@headgate/shared";

import type { Random } from "./random.ts";

const statuses = ["enabled", "enabled", "enabled", "enabled", "draining", "disabled"] as const;

/** Limits, policy and up to four backends: now and then one is missing that was there before. */
export function randomConfig(random: Random, epoch: number): GateConfig {
  return {
    epoch,
    maxParallel: random.chance(0.3) ? 1 + random.below(6) : null,
    whenFull: random.chance(0.2) ? "reject" : "queue",
    maxQueued: random.below(40),
    queueTimeoutMs: 60_000,
    runTimeoutMs: 90_000,
    retry: {
      maxAttempts: 1 + random.below(4),
      initialDelayMs: random.below(3) * 1_000,
      maxDelayMs: 8_000,
      budget: random.below(3) / 2,
      repeatable: random.chance(0.8),
      onFailure: random.chance(0.3),
    },
    backends: ["a", "b", "c", "d"]
      .filter(() => random.chance(0.8))
      .map((id) => randomBackend(random, id)),
  };
}

function randomBackend(random: Random, id: string): GateBackend {
  return {
    ...{ id, url: `https://${id}.example.com`, protocol: "cog" },
    ...{ shard: 0, settings: null, credentials: null },
    status: random.pick(statuses),
    capacity: random.below(7),
    weight: 1 + random.below(3),
  };
}
